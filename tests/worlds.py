"""Folders of hand-made worlds in both forms, written for the tests."""

from pathlib import Path

META = {"year": "2022", "source": "made up for a test", "unit": "USD bn", "goods": "all"}

TWO_BY_TWO = {
    "flows.csv": """importer,exporter,sector,value
        Home,Home,cars,60
        Home,Abroad,cars,20
        Home,Home,haircuts,100
        Abroad,Home,cars,10
        Abroad,Abroad,cars,150
        Abroad,Abroad,haircuts,200""",
    "input_shares.csv": """country,input,output,value
        Home,cars,cars,0.3
        Home,haircuts,cars,0.2
        Home,cars,haircuts,0.1
        Abroad,cars,cars,0.4
        Abroad,haircuts,haircuts,0.25""",
    "value_added.csv": """country,sector,value
        Home,cars,35
        Home,haircuts,90
        Abroad,cars,102
        Abroad,haircuts,150""",
    "duties.csv": """importer,exporter,sector,value
        Home,Abroad,cars,0.1""",
    "elasticities.csv": """sector,value
        cars,8
        haircuts,5""",
}

KITE_TWO_BY_ONE = {
    "trade_share.csv": """origin,destination,sector,value
        A,A,s1,0.75
        B,A,s1,0.25
        A,B,s1,0.2
        B,B,s1,0.8""",
    "intermediate_share.csv": """country,input,output,value
        A,s1,s1,1
        B,s1,s1,1""",
    "factor_share.csv": """country,sector,value
        A,s1,0.6
        B,s1,0.5""",
    "expenditure.csv": """country,sector,value
        A,s1,200
        B,s1,300""",
    "tariff.csv": """origin,destination,sector,value
        B,A,s1,1.25""",
    "trade_elasticity.csv": """sector,value
        s1,4""",
}


def meta(**changes: str) -> str:
    """The lines of `meta.csv`; a field changed to nothing is left out."""
    fields = META | changes
    return "field,value\n" + "".join(f"{field},{value}\n" for field, value in fields.items() if value)


def folder_of(place: Path, files: dict[str, str], **changes: str) -> Path:
    """A folder with these files and a description."""
    place.mkdir(parents=True, exist_ok=True)
    (place / "meta.csv").write_text(meta(**changes), encoding="utf-8")
    for name, text in files.items():
        (place / name).write_text("\n".join(line.strip() for line in text.splitlines()) + "\n", encoding="utf-8")
    return place
