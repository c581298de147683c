import type { ExerciseScenario } from '../scenario.ts';

/** A GitHub account is taken, and the project's own pipeline makes the release. */
export const accountWithProvenance: ExerciseScenario = {
  id: 'account-with-provenance',
  title: 'A compromised GitHub account, with valid provenance',
  cover: 'A release with all the right papers',
  about: 'Somebody acts as a maintainer on GitHub, and the pipeline publishes and attests what they want.',
  objectives: [
    'Judge a release whose proof is valid.',
    'Take an account out of the organization without losing what it did.',
    'Decide which step between a push and a release needs a second person.',
  ],
  prefers: [
    ['trusted', 'no guarded', 'attested', 'watched'],
    ['trusted', 'no guarded', 'watched'],
    ['trusted', 'attested'],
    ['trusted'],
    ['no hand', 'watched'],
    [],
  ],
  situation: [
    '{package} is published to {registry} {way}; its newest release is {last}.',
    'It is Sunday evening. Four of you can push to {repository}.',
  ],
  truth: [
    'A laptop of a maintainer was stolen with an open session. Whoever has it acts on GitHub as that maintainer: pushes, starts workflows, approves where the account may.',
    [
      {
        when: ['trusted', 'guarded'],
        says: 'They push a branch with one commit and let {workflow} run on it. {job} waits for {environment}; in the chat, as the maintainer, they ask a tired colleague for the approval, and get it. {next} is published by the right repository and the right workflow, with valid proof, and the branch is deleted.',
      },
      {
        when: ['trusted'],
        says: 'They push a branch with one commit, let {workflow} run on it, publish {next}, and delete the branch. {registry} gets a release by the right repository and the right workflow, and its proof is valid.',
      },
      {
        when: ['hand'],
        says: 'No workflow publishes {package}. They push a commit to the default branch, with a message like any other, and wait: one of you publishes {next} by hand that evening, with it inside.',
      },
      {
        says: 'They push a branch whose workflow reads the credential that publishes, publish {next} from it, and delete the branch.',
      },
    ],
  ],
  stops: [
    {
      when: ['guarded'],
      says: '{job} waits for {environment}, which is protected: a push alone publishes nothing. Tell players so when they find it. It held until a person was asked nicely; if your environment takes no branch but protected ones, say that the attacker would have needed a protected tag as well.',
    },
    {
      when: ['trusted'],
      says: 'Nothing stops it: trusted publishing asks which workflow, and not who started it. Neither does it ask for a branch unless an environment does.',
    },
    { says: 'Nothing stops it: who may push a workflow may read what it is handed.' },
  ],
  happened:
    'Modelled on the packages of @redhat-cloud-services (npm, 2026-06-01), built and attested from branches that were gone soon after, and on keyv and cacheable (npm, 2026-08-04).',
  modules: [
    {
      title: 'First signs',
      injects: [
        {
          title: 'A verified release',
          by: 'a mail from {registry} to its owners',
          says: [
            {
              when: ['hand'],
              says: '“{next} of {package} was published” at 19:52 UTC: that was one of you, by hand and as planned. An hour later a user asks what the new script in it is for.',
            },
            {
              when: ['attested'],
              says: '“{next} of {package} was published” at 19:52 UTC. The page of the package shows that it was built by {workflow} of {repository}. Two of you think that the other one released it.',
            },
            {
              says: '“{next} of {package} was published” at 19:52 UTC. There is a green run of {workflow} at that time. Two of you think that the other one released it.',
            },
          ],
          asks: [
            'Is it a good release? What does the proof on the page say, and what does it not say?',
            'Who released it? Whom do you ask?',
          ],
          cards: ['posture', 'ledger-before'],
          tests: ['provenance', 'release-source'],
          shows: [
            {
              when: ['comparable', 'no hand'],
              says: 'The alarm rings in private once the ledger has asked GitHub about the commit. Ask players who of them would see it, and when.',
            },
            { says: 'Nothing: to what Mintmark can ask, the release looks like the others.' },
          ],
          good: [
            'They say that the proof tells where it was built, and not whether anybody wanted it.',
            'They ask by voice and not in the chat in which the account is signed in.',
          ],
        },
        {
          title: 'The commit',
          by: 'the facilitator, once somebody follows the proof',
          says: [
            {
              when: ['hand'],
              says: 'The script came with a commit on the default branch, by the account of one of you, who says: “I did not write that.” It is not signed.',
            },
            {
              when: ['trusted', 'attested'],
              says: 'The certificate names a commit of {repository}. On GitHub the commit can be opened, and a banner says that it belongs to no branch. It adds a script and raises the version. It is not signed.',
            },
            {
              says: 'There is no tag of {next}. The log of pushes shows a branch that lived for eleven minutes, by an account of one of you. Its commit adds a script and raises the version.',
            },
          ],
          asks: [
            'What is odd about it, and which of that could have an innocent reason here?',
            'Whose account was it? What else has it done today?',
          ],
          cards: ['ledger', 'incident', 'public'],
          tests: ['signed-tags', 'tag-protection', 'branch-protection'],
          signals: ['commit-unreachable', 'no-tag-or-release', 'unsigned-commit', 'run-mismatch', 'new-install-script'],
          shows: [
            {
              when: ['attested', 'watched'],
              says: 'The row of {next}: attestation and digest proved, commit contradicted (`commit-unreachable`), no tag. This is the story in which a badge of provenance says yes and the ledger says no.',
            },
            {
              when: ['watched', 'no hand'],
              says: 'The row of {next}: no tag leads to it, as far as earlier ones had tags.',
            },
            { says: 'Nothing: what Mintmark can ask looks as ever.' },
          ],
          good: [
            'They contain on the commit alone; the valid proof does not slow them down.',
            'They save run, log and commit: an unreachable commit can vanish.',
          ],
        },
        {
          title: 'The maintainer',
          by: 'a phone call',
          says: '“My laptop was stolen at the station at six. I have told the police. Is something wrong with the project?”',
          asks: ['Which sessions, keys and tokens lived on that laptop?', 'What would have told you at six?'],
          cards: [],
          tests: ['two-factor'],
          shows: 'Nothing tells of a stolen laptop. A second factor does not help against an open session.',
          good: ['No blame: a call at six would have been better, and the project never said whom to call.'],
        },
      ],
    },
    {
      title: 'Containment',
      injects: [
        {
          title: 'The account is still there',
          by: 'the audit log of the organization',
          says: 'The account is an administrator of {repository}. In the last hour it has added a deploy key, changed a ruleset, and started {workflow} twice.',
          asks: [
            'Remove it, or suspend it? What of its work do you have to keep first?',
            'Who else can do this tonight, if the only other administrator is asleep?',
          ],
          cards: ['check'],
          tests: ['branch-protection', 'tag-protection', 'workflow-guard'],
          shows:
            'A change of settings leads to a new audit: the check run of the default branch names the protection that is gone, once GitHub tells the app.',
          good: [
            'Out of the organization first; then sessions, keys, tokens and apps of that account.',
            'They undo the ruleset and the key, and look for a third thing.',
            'They export the audit log.',
          ],
        },
        {
          title: 'Withdraw a good signature',
          by: 'the facilitator',
          says: '{next} has been out for 70 minutes. Some users verify proofs and install only what is proved; {next} is.',
          asks: [
            'What do you do to {next} on {registry}, and what remains installed?',
            'What do you tell people who trusted the proof?',
          ],
          cards: ['incident', 'public'],
          tests: ['immutable-releases', 'vulnerability-reporting'],
          shows:
            'The pack: withdraw by what can be undone first, report to {registry}, tell users. A proof cannot be taken back; a version can.',
          good: [
            'They name the commit as well as the version: it is what a verifier can refuse.',
            'They report it to GitHub and to {registry}, each with run, commit and times.',
          ],
        },
        {
          title: 'The approval',
          by: 'a message to one of you',
          says: 'In the chat, as the maintainer: “Hotfix for what just happened is waiting, please approve the deployment quickly.”',
          asks: [
            'Do you approve? What do you look at before you press the button?',
            'What does the waiting run show, and what would your gate say?',
          ],
          cards: ['posture'],
          tests: ['publish-environment'],
          shows: [
            {
              when: ['guarded'],
              says: 'Where Mintmark’s protection rule stands on the environment, it judges the very commit and ref of the run before anybody presses the button. What becomes of a doubt is what the policy says under `deployments`.',
            },
            {
              says: '{job} waits for nobody today: no protected environment is known, so that there is no button and this message would not be needed.',
            },
          ],
          good: ['They call back. They approve commits and not people.'],
        },
      ],
    },
    {
      title: 'Recovery',
      injects: [
        {
          title: 'Which commits are yours',
          by: 'the facilitator',
          says: 'Before {repair} you have to know that the default branch holds nothing of the attacker’s.',
          asks: [
            'How do you tell which commits of the last day are honest?',
            'Who starts the release of {repair}, and who else has to agree?',
          ],
          cards: ['ledger', 'posture'],
          tests: ['signed-tags', 'workflow-guard', 'branch-protection', 'publish-permissions'],
          shows: 'The row of {repair}: tag, commit, run and attestation that all lead to the same place.',
          good: [
            'They read the difference from the last release that is proved, not from yesterday.',
            'A protected and signed tag starts the release.',
          ],
        },
        {
          title: 'The second person',
          by: 'the facilitator',
          says: 'Choose the step that from now on needs two people.',
          asks: [
            'Push, tag, workflow file, or deployment: which one would have ended this, at what price for a project of your size?',
            'What if one of the two is away?',
          ],
          cards: ['posture'],
          tests: ['publish-environment', 'workflow-guard', 'tag-protection'],
          shows:
            'The remediation issue: where an environment is asked for, the steps and, where a file can be edited, the pull request.',
          good: [
            'An environment with reviewers, limited to protected tags, whose name the registry insists on.',
            'Whoever started the run cannot approve it.',
          ],
        },
        {
          title: 'Users who verify',
          by: 'an issue by a careful user',
          says: '“I check provenance of everything, and your bad release passed. What should I check?”',
          asks: ['What can you tell them that is true and useful?'],
          cards: ['ledger'],
          tests: ['provenance', 'signed-releases'],
          shows: 'What a verifier can demand beside a valid proof: a tag, a ref, an environment.',
          good: [
            'That the commit is on the default branch, the ref is a tag, and the environment is the one you name.',
          ],
        },
      ],
    },
  ],
  hotWash: [
    'Who believed the proof, and for how long?',
    'Which right of a single account was the dangerous one?',
    'How would a maintainer report a stolen laptop to you at night?',
  ],
};
