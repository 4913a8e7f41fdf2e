"""How each measure on the page is computed: anchor, title, equation, words, and what it rests on."""

from typing import Final

from westphalia.report.methods_deal import DEAL_METHODS

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
        "For budgets: the dates in which the target may be reached. For the yearly accounts: the strength of the "
        "answer to spending (low, central, high) or what the budget feels of it, closures and dates, each with each. "
        "A spread of models or dates, not a probability; errors of the model itself are not in it. Given the US duties "
        "of 2018–19 and nothing else, this one had US imports from China fall by 22% by 2019 (10 to 28 over its "
        "variants); they fell by 11, or by 20 against imports from everyone else. For single goods from single "
        "countries it said little: a correlation with what happened of 0.22, an average error 0.90 of a trend's, and a "
        "quarter of them inside its range. Read "
        "the country that is hit; do not read one product, or who gains instead, as a forecast.", "",
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
    (
        "how-group", "Budgets of groups",
        "G_t = Σ_c s_{ct} Y_{ct} / e_{ct}",
        "Each member starts from its own share, goes to the same target and lacks nothing where it is above it; "
        "then national sums are added up at the outlook's exchange rates of each year (e, moved by the difference of "
        "inflation afterwards). Luxembourg's share is of national income, here too. A member without a share or an "
        "outlook is named and left out. Dates of arrival vary for all at once. Code: defence/spending.py, "
        "outcome/spending.py.", "how-defence",
    ),
    (
        "how-definitions", "One year's spending, several definitions",
        "s = G / Y",
        "The same year under every edition and definition held, over every denominator held: GDP at constant prices "
        "as NATO prints it, GDP of the outlook, gross national income. What is not held says so. Two shares may be "
        "compared only within one row. Code: world/definitions.py; sources beside each row.", "how-defence",
    ),
    (
        "how-annual", "All levers together, year by year",
        "x_t = Δ_t + Σ_k [M(1−ℓ)h_k − m_{T} φ_{T,k} − m_{C} φ_{C,k}] (K∗e_k)_t\n"
        "pb_t = pb^{0}_t + η_{Δ} b_t + η (x_t − Δ_t) − Σ_k φ_{D,k} e_{kt} + r_t\n"
        "Y_t = Y^{0}_t (1 + x_t)",
        "x is the change of GDP, e extra spending over GDP, h the part spent at home, φ the parts paid by debt (D), "
        "taxes (T) and cuts (C); M the multiplier, ℓ the part that buys imports, m what taxes and cuts take from "
        "GDP, K the years over which the answer comes (assumed), η the part of a change of GDP that the budget "
        "feels; Δ real income, b taxed income and r duties of the trade model. Extra spending is over its "
        "counterfactual and on top of the outlook, which may hold some of it already. Without levers the accounts "
        "are the outlook to the last digit. Common debt of the EU stands in no member's own. Code: "
        "economy/annual.py. Each number with its source stands under the results. After the outlook's last year "
        "growth, balance before interest and rate stay (assumed).", "budgets",
    ),
    (
        "how-debt", "Deficit and debt",
        "d_t = d_{t−1} (1 + i_t)/(1 + γ_t) − pb_t + sfa_t − z_t\n"
        "e^{*}_t = d^{0}_{t−1} (1 + i_t)/(1 + γ_t) + sfa_t − d^{0}_t − pb_t\n"
        "nl_t = pb_t − d_{t−1} i_t/(1 + γ_t) + z_t",
        "Debt d, balance nl and balance before interest pb of general government over GDP, γ nominal growth. The "
        "rate i is what the outlook's interest bill implies on last year's debt, sfa what the outlook's debt moves "
        "by for other reasons; both stay as they are with the levers: lenders do not ask for more. e* is what the "
        "balance before interest would have to be better by to hold debt at the outlook's, had it been there the year "
        "before; what such a saving takes from output is not counted. Where a state earns more interest than it pays, "
        "i is negative and added debt costs too little: named beside the table. z is the interest that a loan of the "
        "EU saves. "
        "Code: economy/baseline.py, economy/debt.py.", "how-annual",
    ),
    (
        "how-annual-why", "Year by year, taken apart",
        "Δ = Σ_k Δ_k + interaction\n"
        "d_t − d^{0}_t = Σ_{u≤t} (spending_u + activity_u + duties_u + interest_u + growth_u)",
        "Each lever alone, and what only all together do: levers meet in growth, which divides debt, and duties in "
        "the trade model. Debt by channel: spending paid by debt, the budget's answer to activity, duties, interest "
        "on the difference, and growth; the parts sum exactly. Code: economy/channels.py.", "how-annual",
    ),
    (
        "how-autonomy", "European autonomy",
        "a_j = min(c_j, λ k_j), Σ_j a_j = T",
        "A yearly sum T shared among allies in proportion to a key k, none above its cap c; what is above a cap "
        "falls to the others. T is a study's, with its perimeter where it states one; sums a year, once and over 25 "
        "years are never averaged. Code: defence/autonomy.py; figures: world/needs.py.", "",
    ),
    (
        "how-key", "Keys: who pays",
        "A: Y_j\n"
        "B: max(0, s^{*} − s_j) Y_j\n"
        "C: Y_j y_j^{α} / (1 + max(0, d_j − 0.6))\n"
        "D: Y_j D_j^{−δ}",
        "By GDP; by the gap to the target; by capacity (income per head y, debt d above 60% of GDP); by exposure "
        "(distance D of the capital to Moscow). Mixed keys: the product of keys, each to the power of its weight. α "
        "= 0.5 and δ = 1 are assumed. No key is the right one: each is an idea of what is fair. Code: "
        "defence/autonomy.py.", "how-autonomy",
    ),
    (
        "how-gap", "The gap to a target",
        "g_j = max(0, s^{*} − s_j) Y_j",
        "Money a year each ally lacks to a share of GDP. Who spends more closes no other's gap. The same target has "
        "as many gaps as there are Europes: EU, EU in NATO, NATO in Europe. Code: defence/autonomy.py.", "how-autonomy",
    ),
    (
        "how-burden", "Who carries, who gains",
        "b_j = G_j / Σ G\n"
        "f_j = (Y_j/Σ Y + N_j/Σ N + B_j/Σ B) / 3",
        "Burden: part of all spending. Benefit: mean of the parts of output, people and border with Russia and "
        "Belarus, in equal weights by convention (Olson & Zeckhauser 1966; Sandler & Forbes 1980). Concordance: "
        "Wilcoxon's signed ranks of b against f; exploitation: Spearman's rank correlation of share and GDP. With "
        "some thirty allies neither decides what is fair. Code: defence/burden.py.", "how-autonomy",
    ),
    (
        "how-force", "A force: what allies can keep in place",
        "F_j = θ_j L_j (1 − ν) / R\n"
        "short = max(0, F − Σ_j F_j)",
        "L land forces less standing commitments, θ the part an ally is willing to set aside, ν the part that "
        "cannot be sent, R soldiers set aside for each in place. Who has named a number gives it first. Fighting, "
        "losses, ships, aircraft and supply are not in it. Code: defence/forces.py; armies: world/forces.py.", "",
    ),
    (
        "how-pool", "The pool behind a force",
        "P = R F / (1 − ν)",
        "Everybody set aside for F soldiers in place: three each in a surge, four typically, five when kept up for "
        "years. Tables in the press count with ν = 0. Code: defence/forces.py.", "how-force",
    ),
    (
        "how-force-cost", "What a force costs",
        "C_t = F_t c",
        "c is the cost of a soldier for a year: 0.21 m (German brigade in Lithuania), 0.40 m (British operation in "
        "Afghanistan, 2010–11), 1.0 m (United States in Afghanistan), in currencies and prices of their own: "
        "anchors, not one price; setting up stands apart. Each ally pays for its own, prices rising with its GDP "
        "deflator. Code: defence/forces.py.", "how-force",
    ),
    (
        "how-aid", "Aid to Ukraine",
        "ΔA = Σ_t A_t / T\n"
        "A_j = A⁰_j + (1 − e) κ_j ΔA + e g_j ΔA\n"
        "a = min(1, m / (1 − e))",
        "ΔA is what the donor that stops gave a year, its mean over a window, or a sum given; A⁰ a donor's aid over "
        "the same window; e the part through the EU's institutions and g its key, by which members carry it once. Its "
        "aid is a donor's of its own or its members', never both. Allocations, commitments and disbursements are three "
        "measures: ours are allocations. The part through the EU is money, as all of "
        "its institutions' aid is; a is the part of bilateral aid that is arms, m the military part of the whole. Of "
        "the sum only military aid that is newly bought at home makes demand; arms from stocks and money "
        "abroad make none. Code: support/aid.py; totals: world/aid.py.", "",
    ),
    (
        "how-aid-key", "Keys: who replaces aid",
        "income: k_j = Y_j\n"
        "gap: k_j = max(0, s^{a} Y_j − A⁰_j)\n"
        "Kiel: k_j = E_j\n"
        "κ_j = Π_m k_{mj}^{w_m} / Σ_i Π_m k_{mi}^{w_m}",
        "By GDP, as gross national income is not held; by what each donor's own aid lacks to a share of GDP (0.21%), "
        "where nobody's surplus closes another's gap; as Kiel Policy Brief 186 has each add (E), its one sum for the "
        "rest of Europe shared by GDP (assumed). Code: support/aid.py.", "how-aid",
    ),
    (
        "how-windfall", "Proceeds of immobilised assets",
        "W_t = w i_t A_t",
        "A the assets that earn, i their gross yield, w the part of the interest that is handed over after tax and "
        "what the depository keeps: 3.3 of 5.0 in 2025, the one whole year; 4.0 of 6.9 in 2024, of which it was handed "
        "over from mid-February on, is the low end, and 2025 at the ends of its rounding the high one. Interest over "
        "the assets at the end of the year gives 3.8% and 2.6%. The stock stays as it is (assumed). Code: "
        "support/assets.py; figures: world/assets.py.", "",
    ),
    (
        "how-era", "The loan on the proceeds",
        "D_t = r B_{t−1} + a_t, a_t = B_0/n\n"
        "c_t = W_t / D_t\n"
        "B_t = (1 + r) B_{t−1} − min(W_t, (1 + r) B_{t−1})",
        "On a schedule the loan falls by equal parts, D is due, c the cover ratio, and lenders pay what is short, in "
        "proportion to their loans. From proceeds alone all that comes in pays the loan, and interest it does not "
        "cover is added: where W ≤ r B, for ever. When sanctions lapse the assets are released and what is open "
        "falls, with that year's interest, on the lenders, who then pay no schedule. Interest of 3% is assumed; 45 "
        "years is the longest term of the EU's loan. Code: support/assets.py.", "how-windfall",
    ),
    (
        "how-reconstruction", "Rebuilding: need and gap",
        "N_t = N_{t−1} + d_t − (v_t + p_t)\n"
        "g_t = N_0/H + d_t − (v_t + p_t)",
        "N the need still open, d new damage, H the years of the plan, v what private money pays (a third of the plan, "
        "assumed), p public money in sight; the gaps g add up to what is open at the end. Loans that pay for Ukraine's "
        "budget or for arms (ERA, the EU's €90bn) are not counted as money for rebuilding. Sums are at the prices of "
        "the assessment's year, and so is the GDP that a gap is held against. Code: support/reconstruction.py.", "",
    ),
    (
        "how-minerals", "Positions on the minerals deal",
        "x_{pq} = j / (m − 1), j = 0, …, m − 1",
        "Each issue is an ordered scale with named ends; a position is the step whose words it comes nearest to, or a "
        "fraction. Steps are equally far apart (assumed). What the record does not state has no place, and is never "
        "put in the middle. Each code stands with the words it was read from. Code: minerals/positions.py; codes: "
        "tools/world/minerals.py.", "",
    ),
    (
        "how-distance", "Distance to the text signed",
        "d_{pq} = |x_{pq} − s_q|\n"
        "D_p = Σ_{q ∈ S_p} w_q d_{pq} / Σ_{q ∈ S_p} w_q",
        "s is the text of 30 April 2025, S the issues stated in both, and every issue weighs the same (assumed). How "
        "many are stated is printed with it. Code: minerals/positions.py.", "how-minerals",
    ),
    (
        "how-npv", "What a stream of royalties is worth",
        "NPV = Σ_t s ρ R_t / (1 + r)^t\n"
        "R_t = R min(1, max(0, (t − L)/m))\n"
        "R^{*} = V / NPV(1)",
        "s the share that goes to the fund, ρ royalties over revenue (1 where a text takes a part of the revenue), R "
        "revenue a year at full output, L the lead, m the years of rising output, r the real discount rate, t years "
        "after the agreement; R* is the revenue at which the stream would be worth V. Revenue, royalty and rate are "
        "assumed; no value of reserves "
        "enters. Code: minerals/royalties.py.", "how-minerals",
    ),
    (
        "how-attacks", "Monthly totals of attacks",
        "k = μ² / (v − μ), s = max(v, μ) / (nμ²)\n"
        "nμ exp(± t_ν √(2s)), 1/ν = 1/(n − 1) + s",
        "μ and v are mean and variance of a month's days as one side announced them, n their number, t Student's "
        "quantile. The range holds the total of another month of such days nine times of ten, if the level stays: s "
        "enters once for the month seen and once for the other, and ν for s being an estimate. Days differ far more "
        "than chance (Poisson) allows. It is no error of counting, and nothing below a month is forecast. Code: "
        "attacks/counts.py.", "",
    ),
    (
        "how-next-month", "The next month's total",
        "ln μ_t = ℓ_t + e_t, ℓ_t = ℓ_{t−1} + w_t\n"
        "T ∼ NegBin(M, 1/c)",
        "A level that wanders from month to month, followed by the Kalman filter; the variance of its steps is taken "
        "from the months seen. M and M + cM² are mean and variance of the next total. Code: attacks/level.py.",
        "how-attacks",
    ),
    (
        "how-downed", "Downed shares",
        "D_t | N_t ∼ BetaBin(N_t, p_r, ρ_r)",
        "Downed over launched, by reporting regime r: destroyed only; destroyed and lost or suppressed; the two "
        "merged. p is all downed over all launched, ρ how much months differ beyond chance, by moments. A share in one "
        "regime and one in another count different things and are never compared. Without the number launched there is "
        "no share. Code: attacks/shares.py.", "how-attacks",
    ),
    (
        "how-sanctions", "Sanctions: what a barrier is worth as a duty",
        "ln X_{ij} = FE + β S_{ij}, τ = e^{−β/ε} − 1\n"
        "Ŵ = λ̂_{jj}^{−1/ε}",
        "β is the effect on trade at given prices, ε the trade elasticity: trade down by 36% is a duty of 12% at an "
        "ε of 4, 16% at 3, 8% at 6. Unlike a duty the cost brings no revenue. Sanctions run through the trade model "
        "as costs or as an embargo, part of which may go round through third countries. After lifting, the effect "
        "fades over eight years (GSDB; in equal steps, assumed). Published effects run from −0.3% to −14% because "
        "their scenarios differ. Code: sanctions/measures.py, simulate/sanctions.py; figures: world/sanctions.py.",
        "how-trade",
    ),
    (
        "how-coalition", "Sanctions: what a coalition reaches, and who bears it",
        "κ = (1 − Ŵ_{target}(coalition)) / (1 − Ŵ_{target}(all))\n"
        "b_n = L_n / L_{target}",
        "The target's loss over its loss if every other state took the same measures, with nobody left to go round "
        "through; and what each sender loses of real income for a dollar the target loses, with its part of what the "
        "losing senders lose. Runs of the trade model under each closure and elasticity set. Code: "
        "sanctions/measures.py, simulate/sanctions.py.", "how-sanctions",
    ),
    (
        "how-oil", "A cap on the price of oil",
        "P^{FOB} = P^{world} − discount − freight\n"
        "P^{eff} = χ min(P^{FOB}, cap) + (1 − χ) P^{shadow}, R = 365 P^{eff} q\n"
        "P^0 = χ P^{FOB} + (1 − χ) P^{shadow}",
        "χ is the share of sales that obey the cap: not known, and shown from none to all. Sales outside bring the "
        "shadow price, which is the price on board unless given. Without the cap (P^0) those that obey it would bring "
        "the price on board; what it takes, by a dollar and by a point too, is counted from there. Price and volume do "
        "not answer the cap; budget and output of the exporter do not answer it either, as published readings of its "
        "effect disagree. Code: sanctions/oil.py.", "",
    ),
    (
        "how-exclusion", "A rule that keeps a class of persons out",
        "Δ = 0",
        "A ban on travel for a class such as politicians touches no trade, payment or asset, so its effect on "
        "output is about zero, here and elsewhere: it signals. A freeze of assets is another measure. How many "
        "persons it meets is not known, and nobody is named. Code: scenario/levers/exclusion.py.", "how-sanctions",
    ),
    *DEAL_METHODS,
    (
        "how-backtest", "Models of bargaining on past decisions",
        "MAE = Σ_q |o_q − y_q| / Q\n"
        "CRPS_q = Σ_a p_a |x_a − o_q| − ½ Σ_{ab} p_a p_b |x_a − x_b|",
        "o is what was decided, y the forecast, x the positions, p their weights, on scales of 100. Paired differences "
        "have 95% bootstrap intervals, over issues and over whole proposals. No model is fitted to the decisions. "
        "Code: bargaining/scores.py, settlement/backtest.py.", "",
    ),
    (
        "how-model-error", "The error band of a forecast",
        "y ± h, h = Q_{0.8}(|o − y|)",
        "The width that held 80% of the outcomes of EU decisions around the compromise; drawn from other proposals it "
        "holds as printed. Another kind of bargaining can only be less certain. Code: settlement/backtest.py.",
        "how-backtest",
    ),
    (
        "how-council", "What an actor of an EU decision counts for",
        "w_{aq} = c_a s_{aq}, c_a = v_a / max_b v_b",
        "v: votes in the Council on the day of the decision, from November 2014 people; Commission and Parliament each "
        "as the largest state (assumed; other readings beside it). Code: settlement/council.py.", "how-backtest",
    ),
    (
        "how-holdout", "An agreement held out",
        "|o_q − Σ_a c_a x_{aq} / Σ_a c_a|",
        "Positions stated by 23 February 2025 against the text of 30 April; the same salience for both sides and every "
        "issue (assumed). Nothing is filled in for a silent side. The shipped situation: its own codings in place of "
        "these. Code: settlement/holdout.py, settlement/holdout_situation.py.", "how-distance",
    ),
    (
        "how-consequences", "What follows economically of a deal",
        "x_a(y) = Σ_q x_a(y_q) + ι_a(y)",
        "Levels of a package carry levers, run together against the base and the outlook; each level by itself, their "
        "sum, and the interaction ι, which only the run of all shows. Against no deal, what holds if talks fail is "
        "taken off, model by model; where none is coded, the status quo. Groups: members weighted by GDP in dollars. "
        "None of it enters a utility. "
        "Code: settlement/terms.py, settlement/effects.py, settlement/consequences.py.", "how-annual",
    ),
)  # fmt: skip
TITLES: Final = {anchor: title for anchor, title, *_ in METHODS}
ANCHORS: Final = frozenset(TITLES)
