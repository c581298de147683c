import type { ExerciseScenario } from '../scenario.ts';

/** Code in a build reads what it can reach, and publishes from elsewhere hours later. */
export const tokenFromCi: ExerciseScenario = {
  id: 'token-from-ci',
  title: 'A token is stolen from CI',
  cover: 'Two versions in one night',
  about: 'Code that ran in a build has read a publishing token; hours later it is used from somewhere else.',
  objectives: [
    'Tell a release of the pipeline from a release by a copied credential.',
    'Find every secret that one build could read, and replace them in an order that leaves no door open.',
    'Keep releasing, or decide not to, while credentials are being replaced.',
  ],
  prefers: [['token', 'no hand'], ['leftover'], ['loose-install', 'no hand'], ['no hand'], []],
  situation: [
    '{package} is published to {registry} {way}; its newest release is {last}.',
    'It is Friday, 09:10. A release is planned for the afternoon, and two of you are on leave.',
  ],
  truth: [
    'Eleven hours ago a build of {repository} ran a tool whose newest version had been tampered with. The code read the environment and the files of the job and sent what looked like a secret to a host of the attacker. The build was green.',
    [
      {
        when: ['token', 'stealable'],
        says: 'Among what it read was {credential}, which publishes {package}. It is used from elsewhere at night: no workflow runs.',
      },
      {
        when: ['leftover', 'stealable'],
        says: 'Releases go by trusted publishing, but the old token is still a secret of the repository, and as far as is known it still publishes. That is what is used.',
      },
      {
        when: ['stealable'],
        says: 'Which credential publishes cannot be told from the files; take it that the code has read one. It is used from elsewhere at night: no workflow runs.',
      },
      {
        when: ['guarded'],
        says: 'No token that publishes {package} was there to read. Among the rest was a token that may push to {repository}: at night it pushes two tags, and the usual workflow starts for both. {job} waits for {environment}, so that nothing is published before somebody approves.',
      },
      {
        says: 'No token that publishes {package} was there to read. Among the rest was a token that may push to {repository}: at night it pushes a commit and two tags, and the usual workflow publishes both.',
      },
    ],
  ],
  stops: [
    {
      when: ['stealable'],
      says: 'Nothing stops it: a copied token publishes from anywhere until it is revoked.',
    },
    {
      when: ['guarded'],
      says: 'It stops at {environment}: there is no token to copy, and a tag alone publishes nothing. That is a success, and players may say so. What is left is everything else that the build could read, and somebody who approves at night because two releases wait.',
    },
    {
      says: 'There is no token to copy, which is worth saying aloud. But whoever can push a tag starts the workflow that publishes: nothing asks a second person.',
    },
  ],
  happened:
    'Modelled on nx (npm, 2025-08-26), GhostAction (2025-09) and litellm (PyPI, 2026-03), where a token leaked through a compromised scanning action and was used elsewhere.',
  modules: [
    {
      title: 'First signs',
      injects: [
        {
          title: 'Two versions at night',
          by: 'a mail that three of you find in the morning',
          says: [
            {
              when: ['no stealable', 'guarded'],
              says: '“Your approval is wanted: a deployment of {next} waits”, since 02:14 UTC, and another one for {second}, since 02:19 UTC. Nobody of you was awake, and nobody tagged anything.',
            },
            {
              says: '“{next} of {package} was published” at 02:14 UTC, and “{second} of {package} was published” at 02:19 UTC. Nobody of you was awake.',
            },
          ],
          asks: [
            'Did a workflow do this? Where do you look, and what would you expect to see there?',
            'Is the release of this afternoon still on?',
          ],
          cards: ['posture', 'ledger-before', 'ledger'],
          tests: ['trusted-publishing', 'provenance', 'release-source'],
          signals: ['no-tag-or-release', 'provenance-lost', 'tp-lost', 'burst'],
          shows: [
            {
              when: ['no stealable', 'guarded'],
              says: 'Nothing of {registry}: nothing was published. Where Mintmark’s protection rule stands on the environment, it has judged the commit behind each tag before anybody else looks.',
            },
            {
              when: ['no stealable', 'watched'],
              says: 'Two rows by the usual workflow, with run and tag: what does not fit is who pushed them, that the commit is unsigned where others are signed, or a new script. A ledger may stay quiet here.',
            },
            {
              when: ['trusted', 'watched'],
              says: 'Two rows by an account, after rows by trusted publishing. It was told in private at night: who reads that then?',
            },
            {
              when: ['watched'],
              says: 'Two rows that no tag and no run leads to, minutes apart (`no-tag-or-release`, `burst`), as far as earlier releases had tags. Releases by token carry no proof, so none is missing.',
            },
            { says: 'Nothing: Mintmark cannot ask {registry}. The mail is all there is.' },
          ],
          good: [
            [
              {
                when: ['stealable'],
                says: 'They look for a run at 02:14 and find none: a credential was used from elsewhere.',
              },
              {
                says: 'They look for who pushed the tags, and see that it was an account or a token that was not at the keyboard.',
              },
            ],
            'The planned release is stopped until the credentials are replaced.',
          ],
        },
        {
          title: 'The build of last night',
          by: 'the facilitator, once somebody looks at runs',
          says: 'The last build of {repository} before that ran at 22:58 UTC, after a merge that changed no workflow. It was green. Its log has one line more than usual, in the step that installs tools.',
          asks: [
            'What could code in that build read? Name the secrets, not only the one that publishes.',
            'Which other repositories use the same secrets?',
          ],
          cards: ['posture', 'check'],
          tests: ['publish-install', 'publish-permissions', 'token-scope', 'leftover-token', 'publish-checkout'],
          shows: [
            {
              when: ['token'],
              says: 'The check run of the default branch names {credential}, the step that it reaches and the job it is in. The report lists every secret that workflows read.',
            },
            {
              says: 'The report lists every secret that workflows of {repository} read, and which steps of the publish path install what nobody has locked.',
            },
          ],
          good: [
            'They list all secrets that the job could reach, organization secrets included.',
            'They treat each as taken, without waiting for proof that it was used.',
            'They save the log before anybody deletes the run.',
          ],
        },
        {
          title: 'An offer',
          by: 'a mail to the security address',
          says: 'A researcher writes: your repository is one of 340 in a dump of secrets that was found this morning. She offers to name the lines if you prove who you are.',
          asks: [
            'How do you check that she is who she says, and how do you prove who you are?',
            'What do you do before she answers?',
          ],
          cards: [],
          tests: ['vulnerability-reporting', 'secret-scanning'],
          shows: [
            {
              when: ['reporting'],
              says: 'A vulnerability can be reported in private here; the mail came by the way that you offer.',
            },
            {
              says: 'Whether a vulnerability can be reported in private is what the control `vulnerability-reporting` asks. Where it cannot, this mail went to whoever she found.',
            },
          ],
          good: ['They go on replacing credentials meanwhile: the answer changes nothing of that.'],
        },
      ],
    },
    {
      title: 'Containment',
      injects: [
        {
          title: 'Revoke, and what breaks',
          by: 'the facilitator',
          says: [
            {
              when: ['stealable'],
              says: 'You are ready to revoke. What the same repository or the same owners publish besides {package}: {others}.',
            },
            {
              says: 'You are ready to revoke what the build could read. What the same repository or the same owners publish besides {package}: {others}.',
            },
          ],
          asks: [
            'In which order do you revoke, withdraw and replace? What is broken afterwards, and for whom?',
            'Who can revoke it right now? If the answer is one person: where are they?',
          ],
          cards: ['incident'],
          tests: ['owners', 'token-age', 'token-scope'],
          shows:
            'The pack lists revoke before rotate, and names the secrets that reach the publishing step. It has the commands to withdraw both versions and says which cannot be undone.',
          good: [
            'Revoke first, although releases stop: a new token beside the old one changes nothing.',
            'They check on {registry} that the token is gone, instead of deleting the secret at GitHub only.',
            'They withdraw both versions after a copy of each is safe.',
          ],
        },
        {
          title: 'It comes back',
          by: 'a mail',
          says: [
            {
              when: ['stealable'],
              says: 'Twenty minutes after you replaced the token, a third version is published, with the new one.',
            },
            { says: 'Twenty minutes after you replaced the secrets, a third tag is pushed, with a new one of them.' },
          ],
          asks: ['How can that be? Name two ways.', 'What has to be clean before the next credential is made?'],
          cards: ['posture'],
          tests: ['publish-cache', 'publish-install', 'publish-pins'],
          shows:
            'Which actions, tools and caches the publishing job takes in without a pin: the controls `publish-pins`, `publish-install` and `publish-cache`. Mintmark does not read what a package holds: that the tool is malicious is for people or a scanner to find.',
          good: [
            'They see that the cause still runs: the tampered tool, a cache, or a workflow that was added.',
            'They stop workflows of the repository before the next secret is set.',
          ],
        },
        {
          title: 'The branch that nobody knows',
          by: 'a maintainer who lists branches',
          says: 'There is a branch `snapshot-7f3a` from 23:04 UTC with one file: a workflow that prints all secrets in an encoded form. It ran once.',
          asks: [
            'Who may push branches, and can a workflow on such a branch read the secrets?',
            'Which setting would have kept the secret from it?',
          ],
          cards: ['posture'],
          tests: ['publish-environment', 'token-scope', 'workflow-guard'],
          shows: [
            {
              when: ['guarded'],
              says: 'The publishing job waits for a protected environment: a secret that is kept there is out of reach for such a branch. One that is a repository secret is not.',
            },
            {
              says: 'The credential is not behind a protected environment: a workflow on any branch can read a repository secret. The check run of {repository} says so.',
            },
          ],
          good: ['Secrets move into an environment that only protected tags or branches may use.'],
        },
      ],
    },
    {
      title: 'Recovery',
      injects: [
        {
          title: 'Release day, after all',
          by: 'a user with a contract',
          says: 'A company depends on the fix that was planned for this afternoon. They ask for {repair} today.',
          asks: [
            'Do you release? By which way, from which machine, and with whose eyes on it?',
            'What tells your users that {repair} is from you?',
          ],
          cards: ['ledger'],
          tests: ['trusted-publishing', 'provenance', 'signed-releases'],
          shows:
            'The row of {repair}, with the joins that the chosen way leaves: compare it with the rows of the night.',
          good: [
            [
              {
                when: ['trusted'],
                says: 'They release by trusted publishing from a clean run, and remove the leftover that made the night possible.',
              },
              {
                says: 'They set up trusted publishing for this very release where {registry} offers it, rather than making another token.',
              },
            ],
          ],
        },
        {
          title: 'Never a token to steal',
          by: 'the facilitator',
          says: 'You have the rest of this module to choose what changes.',
          asks: [
            'Which secrets are left that publish something? Which of them could be none?',
            'Who tells the other repositories of {account}?',
          ],
          cards: ['posture'],
          tests: ['trusted-publishing', 'tokens-refused', 'leftover-token', 'publish-environment'],
          shows:
            'The remediation issue, and for the move itself `mintmark migrate-publishing`, which ticks its steps by evidence.',
          good: [
            'Trusted publishing first, then the registry refuses tokens, then the secret is deleted: in this order, each with an owner and a day.',
            'They look for the same secret in other repositories.',
          ],
        },
        {
          title: 'What users have to do',
          by: 'the facilitator',
          says: 'Installs of {next} and {second} are counted: some hundred, most of them in builds.',
          asks: ['What do you tell those who installed it, and how do you reach builds that nobody reads?'],
          cards: ['incident', 'public'],
          tests: ['malware-advisory'],
          signals: ['malware-advisory'],
          shows: 'Once an advisory calls a version malware, the ledger and the audits of your own packages show it.',
          good: ['An advisory with versions, so that tools warn; a sentence on what the code read and what to rotate.'],
        },
      ],
    },
  ],
  hotWash: [
    'Which secrets did you forget at first?',
    'How long did the stolen credential work after you knew?',
    'Which of your builds runs code that nobody pinned, beside a secret?',
  ],
};
