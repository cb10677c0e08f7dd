"""What a campaign's mode means, in plain words: for whoever runs it, and for those who are invited."""

from assessment.model import CampaignMode

MODE_NAMES = {
    CampaignMode.NAMED: "Named",
    CampaignMode.CONFIDENTIAL: "Confidential",
    CampaignMode.ANONYMOUS: "Anonymous",
}
# So many people at least make a group that is shown, announced or not.
SMALLEST_GROUP = 5

FOR_STAFF = {
    CampaignMode.NAMED: "Answers carry names: you and the leadership team see who answered what.",
    CampaignMode.CONFIDENTIAL: (
        "You see who has answered, but cannot open what they said. The team sees answers without names, and from five "
        "people on; groups and announced blocs too. Whoever runs the database can join names and answers."
    ),
    CampaignMode.ANONYMOUS: (
        "You cannot learn who gave an answer, nor can the team. An invitation knows only whether it was used. "
        "Whoever can query the database itself could join them until the campaign is closed. "
        "Figures are shown from five people on, also of groups and announced blocs. "
        "Lost private links cannot be replaced."
    ),
}
# What those invited are told, sentence by sentence.
FOR_RESPONDENTS = {
    CampaignMode.NAMED: (
        "Your name stands beside your answers: whoever invited you and the leadership team see who answered what.",
        "Nobody else does.",
    ),
    CampaignMode.CONFIDENTIAL: (
        "Whoever invited you knows who has answered, but cannot open your answers. Your team sees answers without "
        "names, and only once five people have answered; of a group, only once five of it have.",
        "You get a private link of your own. Keep it: your invitation no longer opens your answers, and nobody can "
        "send the private link to you again.",
        "Write nothing in a comment that tells who you are.",
    ),
    CampaignMode.ANONYMOUS: (
        "Neither whoever invited you nor your team can learn who gave which answer, nor when: answers are kept with "
        "the day only, apart from your invitation. Of that only remains that it was used.",
        "Until the campaign is closed, whoever can query the database itself could still join the two; at the closing "
        "it is written anew without what tells.",
        "Results are shown for groups of five people or more, for announced groups too.",
        "You get a private link of your own. Keep it: nobody can send it to you again.",
    ),
}
