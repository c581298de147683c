import type { ExerciseScenario } from '../scenario.ts';

/** A password and a second factor are typed into a copied page, and a release is published past everything. */
export const maintainerPhished: ExerciseScenario = {
  id: 'maintainer-phished',
  title: 'A maintainer is phished',
  cover: 'A release that nobody announced',
  about:
    'A maintainer signs in on a copied page of the registry, and a version appears that nobody of the project made.',
  objectives: [
    'Find out within fifteen minutes whether a release of {package} is yours.',
    'Stop further installs, and take the door away from whoever used it, in the right order.',
    'Decide who says what to users, when, and by which channel.',
  ],
  prefers: [['hand', 'no tokens-refused'], ['token', 'no tokens-refused'], ['no tokens-refused'], []],
  situation: [
    '{package} is published to {registry} {way}; its newest release is {last}.',
    'It is a Tuesday, 16:40 in the time zone of most of you. One of you has boarded a plane and is offline for three hours.',
    [
      { when: ['lone-owner'], says: 'On {registry} the package has a single owner.' },
      { says: 'Several of you can sign in to {registry} for the package; who exactly is for you to say.' },
    ],
  ],
  truth: [
    'Two days ago a maintainer got a mail about a second factor that had to be renewed, and typed password and code into a copied page of {registry}. Neither code nor workflow was touched.',
    [
      {
        when: ['hand'],
        says: 'Releases of {package} are made at a keyboard, so a release by an account is what always happens: only commit, tag and habit tell this one apart.',
      },
      {
        when: ['token'],
        says: 'The attacker does not need the token of the workflow: the account itself may publish, and it makes a token of its own.',
      },
      {
        when: ['tokens-refused'],
        says: 'Releases come by trusted publishing, and {registry} refuses tokens for {package}. Whoever owns the package may change that, and the first thing that the attacker does is to switch it off.',
      },
      {
        says: 'Releases come by trusted publishing. The account may still publish by itself: as far as Mintmark knows, {registry} is not told to refuse that.',
      },
    ],
    'The attacker publishes {next} from a laptop: the sources of {last} with one more file that runs at install or at import and sends environment variables away.',
  ],
  stops: [
    {
      when: ['tokens-refused'],
      says: 'A stolen token alone would have ended here: {registry} refuses tokens for {package}. Say so when players point it out. What is left is the account itself, which can take that setting back, invite an owner, or take the package off the shelf: ask who would notice the switch.',
    },
    {
      when: ['trusted'],
      says: 'Nothing stops it. Trusted publishing is in place and is not used: the door beside it was left open. If the registry refused tokens for {package}, the story would end at the login.',
    },
    { says: 'Nothing stops it: whoever holds the account may publish.' },
  ],
  happened:
    'Modelled on chalk and debug (npm, 2025-09-08), num2words (PyPI, 2025-07-28) and axios (npm, 2026-03-31). In the last, trusted publishing was in place and was not used.',
  modules: [
    {
      title: 'First signs',
      injects: [
        {
          title: 'A question in the issue tracker',
          by: 'an issue by somebody you do not know',
          says: 'An issue at {repository}: “What changed in {next}? There is no tag and no release note, and our build started to open connections to a host that we do not know.”',
          asks: [
            'Is {next} yours? Whom do you ask, over which channel, and how do you know that it is that person who answers?',
            'What do you do with the issue, which everybody can read?',
          ],
          cards: ['posture', 'ledger-before'],
          tests: ['vulnerability-reporting', 'release-source'],
          shows: [
            {
              when: ['comparable'],
              says: 'The alarm may have rung by now: a draft security advisory that the maintainers alone see. If nobody mentions it, ask who gets a notice when one is opened.',
            },
            {
              says: 'Nothing: Mintmark cannot ask {registry} about releases, or the releases so far have left nothing to compare with. The issue is the first sign there is.',
            },
          ],
          good: [
            'Somebody takes the lead by name, and somebody else writes down times and decisions.',
            'They ask the maintainer over a channel that the mail account in question cannot read.',
            'The issue gets a short, true answer (“we are looking into it”) and is neither deleted nor discussed.',
          ],
        },
        {
          title: 'What the release history says',
          by: 'the facilitator, once somebody asks for evidence',
          says: 'Nobody of you says that it was them. The maintainer on the plane cannot be reached; it would be their account.',
          asks: [
            'What would prove that {next} came from your repository? Which of these proofs is missing?',
            'At which point do you stop waiting for the person on the plane?',
          ],
          cards: ['ledger', 'incident', 'public'],
          tests: ['trusted-publishing', 'provenance', 'signed-tags'],
          signals: ['tp-lost', 'no-tag-or-release', 'unusual-publisher', 'publisher-email-changed'],
          shows: [
            {
              when: ['trusted', 'watched'],
              says: 'The row of {next} in the ledger: published by an account after releases by trusted publishing (`tp-lost`, critical), without a tag, a commit or a run.',
            },
            {
              when: ['tagged', 'watched'],
              says: 'The row of {next}: no tag and no release where every earlier one had one (`no-tag-or-release`). Who published it looks the same as ever, because accounts always published here.',
            },
            {
              when: ['watched'],
              says: 'As far as is known, releases of {package} leave little to compare with: by hand or by token, with or without a tag. Where the ledger has no habit, it stays quiet, and so the card may show no signal.',
            },
            { says: 'Nothing, for want of a history: the card is empty and says why.' },
          ],
          good: [
            'They decide on evidence and not on the missing answer: no tag, no commit and no run is enough to contain.',
            'Containing what can be undone (a moved tag of the registry, a deprecation, a yank) does not wait for certainty.',
          ],
        },
        {
          title: 'The maintainer answers',
          by: 'a message from the plane, over its wireless network',
          says: '“That was not me. But on Sunday I had a mail that my second factor had to be renewed, and I did that. The page looked right.”',
          asks: [
            'Which accounts of this person matter besides {registry}? In which order are they taken back?',
            'Which of your accounts would accept a code that was typed into a copied page?',
          ],
          cards: [],
          tests: ['two-factor', 'registry-two-factor'],
          shows:
            'Which factor a person uses is shown by no API. Mintmark can tell whether GitHub demands one of the organization, and what the registry demands; the rest is a declaration in the policy file.',
          good: [
            'Nobody blames the maintainer; the question is which door takes a code and which takes only a key.',
            'Mail account first, then {registry}, then GitHub: whoever has the mail resets the others.',
          ],
        },
      ],
    },
    {
      title: 'Containment',
      injects: [
        {
          title: 'It spreads',
          by: 'a mail from a scanning service',
          says: 'A service that scans packages writes to your security address: {next} reads environment variables at install and sends them away. It asks whether {second}, published two minutes ago, is yours.',
          asks: [
            'What do you do to {next} and {second}, in which order, and which of it cannot be undone?',
            'Which other packages can the same account publish? (Known here: {others}.)',
          ],
          cards: ['incident', 'ledger'],
          tests: ['owners', 'tokens-refused'],
          signals: ['burst', 'new-install-script'],
          shows:
            'The incident pack: preserve first, then contain, each as commands that nobody has run, with what cannot be undone marked. It names {second} in an incident of its own.',
          good: [
            'Preserve before removing: a copy of both files and of the page of the package, with hashes.',
            'The account is stopped (sessions, tokens, owners) before the second clean-up, or a third version follows.',
            'They look at every package that the account owns, not only at {package}.',
          ],
        },
        {
          title: 'The account changes back',
          by: 'a maintainer who is signed in to {registry}',
          says: 'While you talk, the mail address of the account is changed, and your colleague is signed out everywhere. {next} has been installed several hundred times.',
          asks: [
            'How do you reach {registry} when nobody of you can sign in? What do you have to prove, and what do you have at hand for it?',
            'What may be said in public now, and by whom?',
          ],
          cards: ['public'],
          tests: ['owners'],
          signals: ['publisher-email-changed', 'owner-changed'],
          shows: [
            {
              when: ['lone-owner'],
              says: 'The control `owners` fails here: with one owner, nobody else can act on the registry. This is the minute where it hurts.',
            },
            {
              says: 'What the registry shows of owners stands in the ledger; a change of owners would be a signal of its own where the registry tells it.',
            },
          ],
          good: [
            [
              {
                when: ['lone-owner'],
                says: 'They notice that no second owner exists, and put it on the list of actions at once.',
              },
              { says: 'A second owner signs in, removes the account and revokes its tokens.' },
            ],
            'The report to the registry names versions, times in UTC and hashes, and where to reach them.',
          ],
        },
        {
          title: 'A reporter calls',
          by: 'a direct message to two of you',
          says: 'A reporter asks both of you the same question: “Is it true that {package} was hacked, and for how long did you know?” The answer is wanted within twenty minutes.',
          asks: [
            'Who answers? What do you know, what do you not know, and what do you leave out?',
            'Where do users look first, and what stands there now?',
          ],
          cards: ['public'],
          tests: ['vulnerability-reporting'],
          shows:
            'The check run `mintmark: security` says to see the security contact, and nothing else. Mintmark says nothing in public about a release while an incident stands.',
          good: [
            'One voice, one text, the same in every place.',
            'Versions, time window and what to do; no guess about who did it or how.',
          ],
        },
      ],
    },
    {
      title: 'Recovery',
      injects: [
        {
          title: 'Clean release',
          by: 'the facilitator',
          says: 'Both versions are withdrawn. Users ask which version is safe, and some have pinned {next} in lock files.',
          asks: [
            'What do you publish as {repair}, from which commit, and who looks at it first?',
            'How does a user find out that they were hit, and what should they rotate?',
          ],
          cards: ['ledger', 'check'],
          tests: ['trusted-publishing', 'publish-environment', 'signed-releases'],
          shows: [
            {
              when: ['trusted'],
              says: 'A release by the usual way appears in the ledger with all joins proved. That is what they can point users to.',
            },
            {
              says: 'As long as releases leave no proof, users cannot tell {repair} from {next} by anything but your word. That is the gap to write down.',
            },
          ],
          good: [
            'The commit is one that was there before the attack, and a second person has read the difference to it.',
            'The version number is higher than both bad ones, so that updates lead away from them.',
          ],
        },
        {
          title: 'So that it does not work again',
          by: 'the facilitator',
          says: 'The account is yours again. You have until the end of this module to choose what changes this month.',
          asks: [
            'Which single change would have ended the story at the login page? Who can make it, and by when?',
            'Which tokens still exist that you would not miss?',
          ],
          cards: ['posture'],
          tests: ['tokens-refused', 'leftover-token', 'trusted-publishing'],
          shows:
            'The remediation issue of {repository}, in the order of what helps most; for the move to trusted publishing `mintmark migrate-publishing` names each step.',
          good: [
            [
              {
                when: ['trusted', 'no tokens-refused'],
                says: 'They set the registry to refuse tokens for {package}, which is one switch, where it offers one.',
              },
              {
                when: ['trusted'],
                says: 'They decide who may change the setting that refuses tokens, and how they would notice.',
              },
              {
                says: 'They plan the move to trusted publishing with a name and a day, and only then delete the token.',
              },
            ],
            'Every item has one owner and one day.',
          ],
        },
        {
          title: 'The note to users',
          by: 'the facilitator',
          says: 'Ten days later you publish what happened.',
          asks: [
            'What do you write about the cause, without naming the person?',
            'Which advisory, with which identifiers, reaches the tools that users run?',
          ],
          cards: ['incident'],
          tests: [],
          shows: 'The pack holds the times and the evidence with hashes; an advisory can be drafted from it.',
          good: ['Timeline in UTC, affected versions, what was taken, what changed. It thanks whoever reported it.'],
        },
      ],
    },
  ],
  hotWash: [
    'When did you know enough to act, and what did you wait for after that?',
    'Which account, if it were taken tonight, would let somebody publish {package}?',
    'Which step needed a person who was not there?',
  ],
};
