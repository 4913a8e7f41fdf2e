"""Who said what: frames of speech, speakers, status, disavowals."""
