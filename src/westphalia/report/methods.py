"""How each measure on the page is computed: anchor, title, equation, words, and what it rests on."""

from typing import Final

METHODS: Final = (
    (
        "how-trade", "The trade model",
        "π′_{nis} = π_{nis} (ĉ_{is} b̂_{nis})^{−ε_s} / Φ_{ns}, ĉ_b = ŵ^{β_b} Π_a P̂_a^{γ_ab}",
        "Countries buy each good where it is cheapest after duties; producers use goods of all sectors. The new "
        "world is found in exact changes from the base's, estimated in part (Caliendo & Parro 2015; Dekle, "
        "Eaton & Kortum 2008). "
        "n buys, i sells, s is the good; a hat is new over old.", "tables",
    ),
    (
        "how-real-income", "Real income", "Î_n / P̂_n − 1",
        "Income of the country (labour, duties, transfers) over the price of what its people buy. For a bloc, the "
        "members' changes weighted by income.", "how-trade",
    ),
    (
        "how-real-wage", "Real wage", "ŵ_n / P̂_n − 1",
        "What a wage buys: free of duties handed back to households, and of the numeraire. For a bloc, the members' "
        "changes weighted by income.", "how-trade",
    ),
    (
        "how-consumer-price", "Consumer prices", "P̂_n − 1, P̂_n = Π_s P̂_{ns}^{α_ns}",
        "Relative to the numeraire named in the run record, hence mostly its choice: compare with the wage; only "
        "relative prices mean anything.", "how-trade",
    ),
    (
        "how-tariff-revenue", "Duty revenue", "Σ t′x′ − Σ t x",
        "Duties collected after minus before, USD bn of the base year, in the numeraire; not known where the "
        "base holds no duties of a country.", "how-trade",
    ),
    (
        "how-exports", "Exports", "Σ x′_{nis} / Σ x_{nis} − 1, n ≠ i",
        "At basic prices, in the numeraire; goods and services apart. A bloc's trade among its members is left out "
        "unless the table says otherwise.", "how-trade",
    ),
    (
        "how-exports-to-imposer", "Exports to those who impose the duty", "Σ x′_{nis} / Σ x_{nis} − 1, n imposes",
        "As exports, for the buyers that raise the duty only.", "how-trade",
    ),
    (
        "how-export-volume", "Export volume", "Σ (x′/ĉ) / Σ x − 1",
        "The same flows at prices of the base year.", "how-trade",
    ),
    (
        "how-path", "Year by year", "ε_s(y) = a(y − y₀) ε_s",
        "Each year is the base's world under the duties in force in it, with elasticities that have grown since the "
        "first of them: a is 0.38 in the year after and 1 from the tenth on (Boehm, Levchenko & Pandalai-Nayar 2023, "
        "AER 113(4); only the ratio is theirs, the line between is assumed).", "how-trade",
    ),
    (
        "how-jobs", "Work and jobs", "L̂_{is} = Ŷ_{is} / ŵ_i",
        "Employment by sector; the share of a sector in all work is its share of value added (assumed: one wage in all "
        "sectors). Jobs at risk are the falls summed. All find work elsewhere in the model; how long that takes "
        "it does not say. People at work: CIA World Factbook.", "how-trade",
    ),
    (
        "how-why", "Taken apart", "I dln(I/P) = Σ x (dln c − dln P) − Σ m (dln c_i − dln P) + Σ t dx + …",
        "Real income in terms of trade, taxed imports given up, other barriers, transfers; summed along the path of "
        "the shock (after Caliendo & Parro 2015). By lever: each alone, and what only all together do.", "how-trade",
    ),
    (
        "how-beside", "Studies beside our run", "the study's own scenario, in our model",
        "The study's duties put on our base, once for each closure and elasticity set; with services off the shares of "
        "services in spending stay as they are; the short run has the elasticities of the year the study looks at.",
        "how-trade",
    ),
    (
        "how-closure", "Closures", "T′ = T·Σ ŵ VA / Σ VA; T′_n = ŵ_n VA_n (T_n/VA_n − μ); T = 0 first",
        "Who pays when a country spends more than it earns: deficits keep their share of world income; they keep their "
        "share of own GDP; or trade is balanced first and then shocked (Ossa 2014). Level and sometimes sign "
        "depend on it.", "how-trade",
    ),
    (
        "how-range", "What a range covers", "lowest to highest of all runs",
        "For trade: three closures, three elasticity sets and services elasticities of 5, 2.5 and 1.5, each with each; "
        "the run shown first is a convention, not a middle. "
        "For budgets: the dates in which the target may be reached. A spread of models or dates, not a probability; "
        "errors of the model itself are not in it. Given the US duties of 2018–19 and nothing else, this one had US "
        "imports from China fall by 22% by 2019 (10 to 28 over its variants); they fell by 11, or by 20 against "
        "imports from everyone else. For single goods from single countries it said little: a correlation with what "
        "happened of 0.22, an average error 0.90 of a trend's, and a quarter of them inside its range. Read the "
        "country that is hit; do not read one product, or who gains instead, as a forecast.", "",
    ),
    (
        "how-reference", "The reference run", "one run, named, to be repeated",
        "The number shown first: deficits keep their share of world income, the goods elasticities of Fontagné, "
        "Guimbard & Orefice (2022), a services elasticity of 5. In this closure a deficit does not grow "
        "with the income of the country that runs it, the elasticities are the most detailed ones held, that of "
        "services is a convention. Other choices are as defensible: this run often lies near one end of the range.",
        "how-range",
    ),
    (
        "how-defence", "Defence spending", "G_t = s_t Y_t",
        "Share of GDP by year, on a straight path unless the scenario says otherwise, times nominal GDP. Calendar "
        "years; fiscal years are not distinguished.", "budgets",
    ),
    (
        "how-extra", "Extra spending", "E_t = G_t − G_t^{c}",
        "Against flat cash, flat real spending, or a constant share of GDP (c): the same policy is three different "
        "sums. Against a constant share it is what the decision itself costs; against flat cash it holds growth and "
        "inflation too. Added up over the years without discounting.", "how-defence",
    ),
)  # fmt: skip
TITLES: Final = {anchor: title for anchor, title, *_ in METHODS}
ANCHORS: Final = frozenset(TITLES)
