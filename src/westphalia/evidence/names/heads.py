"""Nouns that speak: offices, unnamed sources, organisations and outlets."""

from westphalia.evidence.words.vocabulary import word_set

OFFICES = word_set(
    """president president-elect vice-president leader minister secretary chancellor premier taoiseach king queen
    ambassador envoy governor senator congressman congresswoman commissioner mayor speaker chairman chairwoman chair
    prince princess pope monarch pm secretary-general secretary_general"""
)
AIDES = word_set(
    """spokesman spokeswoman spokesperson spokespeople spokesmen adviser advisor advisers advisors aide aides
    representative representatives"""
)
PEOPLE = word_set(
    """official officials chief chiefs backbencher backbenchers councillor insider pal mole diplomat diplomats
    economist economists analyst analysts expert experts critic critics researcher researchers source sources
    minister ministers leader leaders lawmaker lawmakers meps msps peers mp mps senator senators campaigner
    campaigners commander commanders general generals negotiator negotiators mediator mediators delegate
    delegates supporters opponents allies officer officers chief boss head director executive professor
    historian journalist author lawyer judge veteran farmer trader economist insider insiders witness witnesses figures
    authorities observers people counterpart counterparts opposition strategist pollster columnist reporter
    reporters worker workers resident residents soldier soldiers volunteer mother father man woman ministers-
    president ministry person member members states nations countries capitals partners governments
    politicians voters rebels minister-president distiller manufacturer manufacturers exporters firms
    companies industry unions union businesses campaign"""
)
BODIES = word_set(
    """government administration ministry cabinet military army navy air_force armed_forces general_staff parliament
    commission council bank institute agency office department party coalition bloc alliance committee federation
    association chamber court police intelligence_service security_service regulator think_tank thinktank group
    treasury embassy delegation presidency palace readout statement communique communiqué campaign team side court
    watchdog lobby union body panel watchdog fund organisation organization company firm newspaper paper magazine
    broadcaster study report survey analysis poll document draft memo source tribunal senate congress house navy"""
)
PERSONS = OFFICES | AIDES | PEOPLE
PORTFOLIOS = word_set(
    """prime foreign defence defense finance interior treasury trade business home energy economy economics justice
    education health transport environment deputy vice acting first economic press senior state chief national security
    european european_affairs agriculture culture climate labour industry digital budget shadow armed_forces veterans"""
)
OUTLETS = (
    "BBC", "BBC News", "BBC Breakfast", "BBC One", "BBC Radio 4", "BBC Newsnight", "ITV", "ITV News", "Sky News",
    "Sky", "LBC", "Channel 4 News", "Channel 4", "Times Radio", "GB News", "TalkTV", "Financial Times", "FT",
    "Guardian", "Times", "Sunday Times", "Telegraph", "Daily Telegraph", "Sun", "Daily Mail", "Mail on Sunday",
    "Daily Mirror", "Mirror", "Independent", "Economist", "Observer", "Politico", "Axios", "Bloomberg", "Reuters",
    "Associated Press", "AP", "AFP", "Agence France-Presse", "DPA", "PA", "PA Media", "Interfax", "TASS", "Tass",
    "RIA Novosti", "Ukrinform", "Kyiv Independent", "Ukrainska Pravda", "Xinhua", "Kyodo", "Anadolu", "ANSA", "EFE",
    "CNN", "NBC", "NBC News", "CBS", "CBS News", "ABC", "ABC News", "Fox News", "Fox", "MSNBC", "NPR", "PBS", "CNBC",
    "New York Times", "Washington Post", "Wall Street Journal", "WSJ", "USA Today", "New Yorker", "Atlantic",
    "Foreign Affairs", "Foreign Policy", "Time", "Newsweek", "ARD", "ZDF", "Der Spiegel", "Spiegel", "Bild",
    "Bild am Sonntag", "Die Zeit", "Die Welt", "Handelsblatt", "Süddeutsche Zeitung", "Frankfurter Allgemeine Zeitung",
    "FAZ", "Le Monde", "Le Figaro", "Le Point", "Le Parisien", "Libération", "Les Echos", "TF1", "BFM", "BFMTV",
    "France Inter", "France Info", "Franceinfo", "France 2", "LCI", "RTL", "Europe 1", "El País", "El Mundo", "RAI",
    "Corriere della Sera", "La Repubblica", "La Stampa", "Il Sole 24 Ore", "TVN", "Gazeta Wyborcza", "Rzeczpospolita",
    "CBC", "Globe and Mail", "NHK", "Nikkei", "Asahi", "RTE", "RTÉ", "Irish Times", "Al Jazeera", "Euronews",
    "Deutsche Welle", "DW", "Radio Free Europe", "Suspilne", "Novaya Gazeta", "Meduza", "Newsmax", "Truth Social",
    "Telegram", "Facebook", "Instagram", "LinkedIn", "Bluesky", "TikTok", "YouTube",
)  # fmt: skip
WEAK_OUTLETS = word_set("Times Sun Mirror Independent Economist Observer Atlantic Time Guardian Telegraph Sky Fox")
ORGANISATION_NOUNS = word_set(
    """Institute Institution Commission Bank Federation Association Council Agency University Fund Organisation
    Organization Chamber Foundation Centre Center Bureau Authority Ministry Department Service Committee Union
    Confederation Forum Observatory Corporation Party Court Board Parliament Senate Congress Treasury Forces Command
    Initiative Network Group Alliance Academy College School Embassy Secretariat Office Staff Force"""
)
ORGANISATIONS = word_set(
    """IMF OECD WTO ONS OBR IFS NIESR CBI BCC IISS SIPRI ECB UN IAEA OSCE WHO CIA FBI MI6 MI5 GCHQ SBU FSB GUR HUR UKIB
    USTR NSC DGSE BND IfW RUSI CSIS ECFR Bruegel Chatham_House RAND Amnesty_International Human_Rights_Watch Citi
    Goldman_Sachs JPMorgan Morgan_Stanley Barclays HSBC Capital_Economics Oxford_Economics Moody’s Moody's Fitch
    Brookings Bank_of_England Federal_Reserve Bundesbank World_Bank United_Nations"""
)
