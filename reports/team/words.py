"""The words of the method that screen and workbook share."""

METHOD = (
    "A score of the team is the mean of its members' own scores, one vote each, unless the campaign declared the mean "
    "of the lenses' means beforehand. Nothing is imputed; who has no score for a subject does not count there.",
    "SD is the standard deviation with n - 1. AD_M is the mean distance from the mean (Burke, Finkelstein and Dusig, "
    "1999); AD_M(J) its mean over the questions behind a score that are shown. Up to a sixth of the number "
    "of levels, in steps of the scale, answers are read as agreement (Burke and Dunlap, 2002): half of that is called "
    "agreed, beyond it they spread wide and the score is read as unsettled.",
    "A question is in dispute when its answers lie two levels or more apart and AD_M is beyond that cut. Two camps: at "
    "least a third of the answers in the lowest and in the highest third of the scale, and at most a quarter between.",
    "r_WG(J) (James, Demaree and Wolf, 1984) compares the variance of answers with that of answers which take every "
    "level equally often. Random answers of small teams reach high values, so it is given from eight people on.",
    "A perception gap is the mean of a group minus the mean of all others. Management is the two highest ranks, where "
    "somebody is below them.",
    "Without names, a group is shown only if no mean of fewer people than the limit follows from all means shown "
    "together: they are checked as one system of equations (see Denning, Denning and Schwartz, 1979). Beside dots the "
    "groups shown must not divide the team into smaller parts at all, as dots and a mean together often tell which "
    "dots are the group's. Of other figures nothing of the kind is claimed.",
)
