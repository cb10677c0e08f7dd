"""What a campaign's mode means, in plain words: for whoever runs it, and for those who are invited."""

from assessment.model import CampaignMode

MODE_NAMES = {
    CampaignMode.NAMED: "Named",
    CampaignMode.CONFIDENTIAL: "Confidential",
    CampaignMode.ANONYMOUS: "Anonymous",
}
# So many people at least make a group that is shown; an announced bloc needs fewer.
SMALLEST_GROUP, SMALLEST_BLOC = 5, 3

FOR_STAFF = {
    CampaignMode.NAMED: "Answers carry names: you and the leadership team see who answered what.",
    CampaignMode.CONFIDENTIAL: (
        "You see who has answered. The team sees answers without names, and from five people on; "
        "announced blocs from three."
    ),
    CampaignMode.ANONYMOUS: (
        "Nobody can learn who gave an answer, you neither. An invitation knows only whether it was used. "
        "Figures are shown from five people on; announced blocs from three. Lost private links cannot be replaced."
    ),
}
# What those invited are told, sentence by sentence.
FOR_RESPONDENTS = {
    CampaignMode.NAMED: (
        "Your name stands beside your answers: whoever invited you and the leadership team see who answered what.",
        "Nobody else does.",
    ),
    CampaignMode.CONFIDENTIAL: (
        "Whoever invited you knows who has answered. Your team sees answers without names, and only once five people "
        "have answered.",
        "Write nothing in a comment that tells who you are.",
    ),
    CampaignMode.ANONYMOUS: (
        "Nobody can learn who gave which answer, nor when: answers are kept with the day only, apart from your "
        "invitation. Of that only remains that it was used.",
        "Results are shown for groups of five people or more, for announced groups of three or more.",
        "You get a private link of your own. Keep it: nobody can send it to you again.",
    ),
}
