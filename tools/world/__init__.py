"""Steps of the build: each module turns source files into tables the package ships."""
