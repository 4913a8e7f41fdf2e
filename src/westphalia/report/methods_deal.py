"""How each answer of the models of bargaining is computed: anchor, title, equation, words, and what it rests on."""

from typing import Final

DEAL_METHODS: Final = (
    (
        "how-compromise",
        "The compromise model",
        "y_q = Σ_a w_{aq} x_{aq} / Σ_a w_{aq}, w_{aq} = c_a s_{aq}",
        "Each issue by itself: the mean of the positions x, weighted by capability c and salience s (Achen 2006). No "
        "veto, no deal worse than none. Weighted median: half of the weight on either side. The range behind it is "
        "over draws of what was coded: positions triangular, salience and capability log-normal, no deal uniform. The "
        "middle of the draws differs from the point at the likeliest numbers where ranges reach further to one side. "
        "Code: bargaining/compromise.py, bargaining/draws.py.",
        "how-model-error",
    ),
    (
        "how-nash",
        "The bargain of those who must agree",
        "max_y Σ_a α_a ln(U_a(y) − d_a), U_a(y) = −Σ_q (s_{aq} / Σ_q s_{aq}) |y_q − x_{aq}|\n"
        "max_y min_a (U_a(y) − d_a) / ḡ_a",
        "d is the worth of no deal, α capability among the players: those with a veto, or all who decide where nobody "
        "has one. Above Nash (1950; Kalai 1977), below Kalai & Smorodinsky (1975), with ḡ the best each could hope "
        "for. Where no point leaves all above d there is no zone of agreement and no settlement. A distance counts "
        "squared where the situation says so. Any point may lie between the levels of an issue; among packages every "
        "issue is at a level, so the two differ. Where several points are equal for Kalai & Smorodinsky, the largest "
        "sum of parts decides, among packages the second smallest part, then the third. Code: bargaining/nash.py, "
        "bargaining/package_points.py.",
        "",
    ),
    (
        "how-winset",
        "Packages better than no deal for all who must agree",
        "W = {y : U_a(y) ≥ d_a for every veto, Σ_{a: U_a(y) ≥ d_a} v_a ≥ q}",
        "Every combination of levels that the conditions allow, looked at one by one; v are votes and q a quota, where "
        "there is one. Such a package is called agreed for short: it is no worse than no deal in the model, at "
        "values of no deal that are coded, and nobody has consented to it. A package beats another if every veto, "
        "and votes enough, gain; the core is what nothing beats. Code: bargaining/packages.py, "
        "bargaining/acceptance.py, bargaining/voting.py.",
        "how-nash",
    ),
    (
        "how-acceptance",
        "How sure a package is",
        "P(y ∈ W) = #{draws: y ∈ W} / #draws",
        "The share of draws of all that was coded in which the package is agreed: given the codings, not a chance that "
        "it comes about. Certain and possible need no draw: with every number at the worst, or the best, end of its "
        "range. Code: bargaining/acceptance.py, bargaining/certainty.py.",
        "how-winset",
    ),
    (
        "how-lines",
        "What is ruled out in public",
        "W − ∪_a R_a, a with a veto",
        "R are the packages with a level that a government has said it will not accept, as coded with its source. "
        "Utilities add up, so that enough of one thing makes up for any other; a line is where an actor says nothing "
        "does. Both counts stand side by side. Code: settlement/refusals.py.",
        "how-winset",
    ),
    (
        "how-zone",
        "What the number agreed hangs on",
        "W(d), W(U(y⁰)), W(d) − ∪_a R_a, W(U(y⁰)) − ∪_a R_a",
        "The same count with no deal worth what the levels of the status quo y⁰ are worth, as if going on without an "
        "agreement cost nothing, and without what is ruled out in public. U_a(y⁰) − d_a is what the coding takes going "
        "on to cost. Code: settlement/zone.py.",
        "how-lines",
    ),
    (
        "how-pivotal",
        "Who is pivotal",
        "|W_{−a}| / |W|",
        "How many packages there would be were one who decides not asked, its veto gone and its votes as given, all "
        "else the same; for a veto also in which share of draws nothing is agreed but something would be without it. "
        "Power of votes: the share of orders of joining in which one makes the votes enough (Shapley–Shubik). "
        "Code: bargaining/pivots.py, bargaining/power.py.",
        "how-winset",
    ),
    (
        "how-pareto",
        "What would be better for all",
        "U_a(z) ≥ U_a(y) for all who decide, with one gain",
        "A text on the table is dominated where some package leaves nobody who decides worse off and somebody better; "
        "named is the one with the largest sum of gains. Two actors exchange where each gives way on what matters more "
        "to the other, at equal gains: dy_2 / dy_1 = (s_{A1} + s_{B1}) / (s_{A2} + s_{B2}). "
        "Code: settlement/texts.py, bargaining/pareto.py.",
        "how-winset",
    ),
    (
        "how-imposing",
        "Imposing a deal",
        "d_a → d_a − Δ_a, Δ ∈ {0.05, 0.10, 0.20}",
        "Somebody outside makes no deal worse. With two players at the ends of one scale the zone widens by Δ_1 + Δ_2 "
        "and the settlement moves by α_2 Δ_1 − α_1 Δ_2: against whoever is pressed. Of three players also two are "
        "pressed at once, by 0.10: what the third would impose on both. The steps are assumed. "
        "Code: bargaining/two_players.py, settlement/imposing.py.",
        "how-nash",
    ),
    (
        "how-tornado",
        "One number moved alone",
        "y(θ_low), y(θ_high); |W(θ_low)|, |W(θ_high)|",
        "Each coded number with a range goes to its lowest and its highest while all others stay at their likeliest. "
        "Where the answer differs at an end, the value at which it flips is found by halving the distance ten times, "
        "to a thousandth of it. Small moves of many numbers add up: with no deal at its lowest for all who decide, "
        "and at its highest, the packages are counted once more. Code: settlement/tornado.py.",
        "how-acceptance",
    ),
    (
        "how-challenge",
        "The challenge model: a comparison",
        "E(i vs j) = s_j [P U_s + (1 − P) U_f] + (1 − s_j) U_s − Q U_{sq} − (1 − Q) U_{±}",
        "Actors give way to those they expect to lose against, round by round (Scholz, Calbert & Smith 2011). The "
        "published description leaves choices open that take its own example from one end of the scale to the other, "
        "so all readings are shown as a range. On EU decisions its readings missed by 26 to 29 points on average, the "
        "compromise by 23; within 10 points were 29% to 43% of them, the pairwise reading 42% to 43%, the medians 42%, "
        "the compromise 31%. Nash with a far no deal is level with the compromise on the mean miss, 23.0 or 23.5. "
        "Which model is better depends on the measure. Code: bargaining/challenge.py.",
        "how-backtest",
    ),
)
