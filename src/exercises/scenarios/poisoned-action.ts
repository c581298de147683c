import type { ExerciseScenario } from '../scenario.ts';

/** The code behind a tag is exchanged, and the next honest release runs it. */
export const poisonedAction: ExerciseScenario = {
  id: 'poisoned-action',
  title: 'A poisoned action',
  cover: 'The morning after a release',
  about:
    'The tag of an action that builds run is moved to other code, and the next release runs it beside the credential.',
  objectives: [
    'Find out which of your workflows ran something that was tampered with, and when.',
    'Judge a release that your own pipeline made, when the pipeline itself is in doubt.',
    'Replace what the build could read, and know when it is safe to build again.',
  ],
  prefers: [
    ['loose-action', 'token'],
    ['loose-action', 'trusted'],
    ['loose-action'],
    ['no hand', 'token'],
    ['no hand'],
    [],
  ],
  situation: [
    '{package} is published to {registry} {way}.',
    'This morning at 09:30 one of you released {next}: reviewed, tagged, and built by the usual workflow. The run was green.',
  ],
  truth: [
    [
      {
        when: ['loose-action'],
        says: 'Between 06:00 and 11:00 UTC the tag of {action} pointed at other code. {workflow} uses it by tag or branch, so the release of 09:30 ran it.',
      },
      {
        when: ['hand'],
        says: 'No workflow publishes {package}. The tampered code sits in a tool that the maintainer runs before publishing by hand; play it as such: there is no log, and the secrets are those of a laptop.',
      },
      {
        says: 'Everything on the publish path of {repository} is pinned, as far as files can tell. So the attack goes another way: an update was proposed that moves a pin to a commit which is only in a fork of the action, and it was merged yesterday because the number looked like any other.',
      },
    ],
    [
      {
        when: ['token'],
        says: 'The code took {credential} from the job and, three hours later, published {second} from elsewhere. {next} itself is as it was meant to be.',
      },
      {
        when: ['trusted'],
        says: 'There was no token to take. The code added a script to the package before it was published: {next} comes from the right workflow and the right commit, with valid proof, and is not what was reviewed.',
      },
      {
        says: 'Whether the code could reach what publishes cannot be told from the files: {next} may be honest or not. Let players work out how they would know.',
      },
    ],
  ],
  stops: [
    {
      when: ['no loose-action', 'no hand'],
      says: 'A moved tag stops at the pins of {repository}: nothing of the publish path follows a tag. Say so in module 1 when players find out; it is their success. What is left is an update that moves the pin itself, so the exercise turns to who reads such updates and how.',
    },
    {
      when: ['guarded'],
      says: 'A reviewer of the environment approved the release of 09:30: an approval does not look into an action. It narrows who can start a release, and not what runs in it.',
    },
    { says: 'Nothing stops it: the next release runs whatever the tag points at.' },
  ],
  happened:
    'A scanning action that was tampered with leaked the tokens of litellm and telnyx (PyPI, 2026-03). That proof stays valid when the attack goes through the pipeline was seen at ultralytics (PyPI, 2024-12) and TanStack (npm, 2026-05-11).',
  modules: [
    {
      title: 'First signs',
      injects: [
        {
          title: 'A warning',
          by: 'a post that half of your timeline shares',
          says: 'A vendor writes: the tag of {action} has pointed at other code since 06:00 UTC. It prints the memory of the runner into the log, encoded twice.',
          asks: [
            'Do you use it? How do you find out in five minutes, for all repositories of {account}?',
            'Your release ran at 09:30. What do you assume?',
          ],
          cards: ['posture', 'check'],
          tests: ['publish-pins', 'dependency-alerts'],
          shows: [
            {
              when: ['loose-action'],
              says: 'The check run and the issue of {repository} have named {action} as used by tag or branch all along. That it was exchanged today, Mintmark does not know.',
            },
            {
              says: 'The control `publish-pins` found nothing that follows a tag or a branch on the publish path of {repository}.',
            },
          ],
          good: [
            'They search by name over all repositories, reusable workflows included, and not only where they remember it.',
            [
              {
                when: ['loose-action'],
                says: 'They assume that the run of 09:30 executed it until the log shows which commit it ran.',
              },
              {
                says: 'They look up which commit the pin names and whether that commit is part of the action, not only that there is a pin.',
              },
            ],
          ],
        },
        {
          title: 'The log of the release',
          by: 'the facilitator, once somebody asks for it',
          says: [
            {
              when: ['hand'],
              says: 'There is no run for {next}: it was published at a keyboard. The maintainer remembers a tool that updated itself before the build.',
            },
            {
              says: 'The log of {job} has 200 lines that look like random letters, in a step that is usually quiet. The log is public.',
            },
          ],
          asks: [
            'What stands in those lines, and who has read them by now?',
            'Is {next} what you reviewed? How would you prove it?',
          ],
          cards: ['ledger-before', 'ledger'],
          tests: ['publish-permissions', 'publish-checkout', 'publish-environment'],
          signals: ['new-install-script', 'new-dependency'],
          shows: [
            {
              when: ['trusted', 'watched'],
              says: 'The row of {next} is proved throughout: right workflow, right commit, valid attestation. At most a new script or a new dependency is marked. A ledger cannot see into a build.',
            },
            {
              when: ['watched'],
              says: 'The row of {next} is as honest as the others. It is {second}, which nobody has made, that the ledger will mark.',
            },
            { says: 'Nothing: Mintmark cannot ask {registry}.' },
          ],
          good: [
            'Nobody says “it has provenance, so it is fine”.',
            'They take the log away after they have saved it.',
            'They compare the published files with a build of the same commit on a clean machine.',
          ],
        },
        {
          title: 'The other repositories',
          by: 'a maintainer of another repository of {account}',
          says: 'Two more repositories used it today, in tests only. “We have no publishing there, so we are fine?”',
          asks: [
            'Are they? What does a test job hold that publishes something in the end?',
            'Who decides for all of {account}?',
          ],
          cards: [],
          tests: ['publish-cache', 'publish-triggers'],
          shows:
            'Caches that a publishing job restores, and triggers by which others reach it: the controls `publish-cache` and `publish-triggers`.',
          good: ['They think of caches, of artifacts that a later job downloads, and of tokens with rights to write.'],
        },
      ],
    },
    {
      title: 'Containment',
      injects: [
        {
          title: 'What was taken is used',
          by: 'a mail from {registry} to its owners',
          says: [
            { when: ['token'], says: '“{second} of {package} was published” at 12:47 UTC. None of you did that.' },
            {
              says: 'No release appears that you did not make. A scanner says that {next} opens a connection when it is installed. A clean build of the same commit does not.',
            },
          ],
          asks: [
            'What do you withdraw: {next}, or more? What can be undone?',
            'Which credentials do you replace, and in which order?',
          ],
          cards: ['ledger', 'incident', 'public'],
          tests: ['token-scope', 'leftover-token', 'tokens-refused'],
          signals: ['no-tag-or-release', 'tp-lost', 'provenance-lost'],
          shows: [
            {
              when: ['token', 'comparable'],
              says: 'An incident for {second}: no tag and no run lead to it. It is told in private.',
            },
            {
              when: ['trusted'],
              says: 'No incident, or at most one for a new install script. Here the alarm has to come from people: this is the limit of what can be known from outside, and worth saying aloud.',
            },
            { says: 'What the ledger of {registry} can show, if Mintmark can ask it at all.' },
          ],
          good: [
            'Everything that the job could read is replaced, whether it was used or not.',
            'Workflows stay stopped until the action is pinned to a commit that somebody has read.',
          ],
        },
        {
          title: 'The gate',
          by: 'a maintainer with good intentions',
          says: 'A colleague has fixed it: a pull request that exchanges the action for another one of which you have never heard, by branch, “so that it stays current”. Release {repair} waits for it.',
          asks: ['Do you merge? What would have to be true?', 'What does the check run say of this change?'],
          cards: ['change'],
          tests: ['publish-pins', 'workflow-guard', 'branch-protection'],
          shows:
            'The check run of that pull request, as Mintmark wrote it on the sandbox: it names what the change makes worse. It is red only where the policy has a `gate`.',
          good: [
            [
              {
                when: ['reviewed'],
                says: 'The change waits for its reviewers, as your rules demand, and they say no in minutes.',
              },
              { says: 'They see that nothing forces a second person to look at this file, and write it down.' },
            ],
            'The fix is smaller than the damage: a full commit in place of the tag.',
          ],
        },
        {
          title: 'A user at work',
          by: 'a mail from a company',
          says: 'Their security team asks for a statement today: were secrets of your users at risk through {next}, yes or no?',
          asks: ['What can you state with proof, and what not?', 'Who signs it?'],
          cards: ['public'],
          tests: ['signed-releases', 'sbom'],
          shows:
            'Files that are signed or attested and a bill of materials make this answer shorter: `signed-releases` and `sbom`.',
          good: ['They answer with what is proved and say what is still open, by when.'],
        },
      ],
    },
    {
      title: 'Recovery',
      injects: [
        {
          title: 'Build again',
          by: 'the facilitator',
          says: 'The action is back at its own code. Users wait for {repair}.',
          asks: [
            'What do you check before the first run? Caches, pins, secrets, runners?',
            'How do you build {repair} so that you can show it is clean?',
          ],
          cards: ['posture', 'check'],
          tests: ['publish-pins', 'publish-cache', 'publish-runner', 'publish-install'],
          shows: 'The checks of {repository} before the release: what of the publish path is pinned by now.',
          good: [
            'Pins first, then new secrets, then the build: in this order.',
            'Caches are deleted. Runners of your own are set up anew.',
          ],
        },
        {
          title: 'Who reads updates',
          by: 'the facilitator',
          says: 'A bot proposes a dozen updates of pinned commits each month. Nobody has read one for a year.',
          asks: [
            'How does a commit that is only in a fork look in such an update?',
            'Which updates may merge by themselves, and which never?',
          ],
          cards: [],
          tests: ['dependency-alerts', 'workflow-guard', 'publish-permissions'],
          shows:
            'Whether updates are proposed at all, and whether a change of the workflow needs a second person. What stands behind the commit, Mintmark does not judge.',
          good: [
            'Fewer actions in the job that publishes; building apart from publishing.',
            'Updates wait some days, and those of the publish path are read by a person.',
          ],
        },
        {
          title: 'Telling it',
          by: 'the facilitator',
          says: 'You write the advisory.',
          asks: ['Which versions and which hours do you name? What should users rotate?'],
          cards: ['incident'],
          tests: ['vulnerability-reporting'],
          shows: 'The pack of an incident, if there was one, has times and hashes.',
          good: [
            [
              {
                when: ['token'],
                says: 'It names {second}, the hours in which builds ran the code, and what they held; it says why {next} is not affected, or that this is not known.',
              },
              {
                says: 'It says that the proof of {next} was valid and the content was not, so that nobody relies on it alone.',
              },
            ],
          ],
        },
      ],
    },
  ],
  hotWash: [
    'How long did it take to know whether you use it, over all repositories?',
    'What would you have missed if the warning had not come?',
    'Which step of your build could be taken out of the job that publishes?',
  ],
};
