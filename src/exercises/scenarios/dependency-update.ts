import type { ExerciseScenario } from '../scenario.ts';

/** What the project depends on is what attacks it, through an update that everybody would merge. */
export const dependencyUpdate: ExerciseScenario = {
  id: 'dependency-update',
  title: 'A malicious dependency update',
  cover: 'An update like any other',
  about: 'A bot proposes the newest patch version of a tool that the build uses; it is merged, and it is malware.',
  objectives: [
    'Trace which builds, machines and releases an installed version has touched.',
    'Decide which credentials it could reach, job by job.',
    'Settle how fast and by whose eyes updates reach what publishes.',
  ],
  prefers: [['loose-install', 'token'], ['loose-install'], ['token', 'no hand'], ['no hand'], []],
  situation: [
    '{package} is published to {registry} {way}; its newest release is {last}.',
    'A bot keeps dependencies current. On Monday at 07:05 it proposed `tidy-banner` from 3.1.4 to 3.1.5, a development tool; at 07:40 one of you merged it, with green checks.',
  ],
  truth: [
    '`tidy-banner` 3.1.5 was published with a stolen token of its own maintainer. It runs a script when it is installed, looks for credentials of registries, and, where it finds one, publishes a copy of itself into whatever package that credential may publish.',
    [
      {
        when: ['loose-install', 'token'],
        says: 'The job that publishes {package} installs dependencies with their scripts, beside {credential}. At 08:31 a scheduled run of it installs the update, and at 08:33 {next} appears.',
      },
      {
        when: ['token'],
        says: 'The job that publishes {package} has {credential} in reach, and whatever it installs runs there. At 08:31 it installs the update, and at 08:33 {next} appears.',
      },
      {
        when: ['trusted', 'no loose-install'],
        says: 'No token is there, and the job that publishes installs nothing that is not locked, as far as files can tell. The script runs in the job that builds, and changes what is handed on. At 08:33 one of you releases {next}, as planned: right workflow, right commit, valid proof, and one file more than anybody wrote.',
      },
      {
        when: ['trusted'],
        says: 'No token is there. Whatever runs in a job that may ask for an identity can ask for it, too. At 08:31 the update is installed, and at 08:33 {next} appears, made in a run that then fails.',
      },
      {
        says: 'Where {package} is published from cannot be told from the files. A maintainer installs the update on the laptop that publishes; at 08:33 {next} appears.',
      },
    ],
  ],
  stops: [
    {
      when: ['no loose-install', 'trusted'],
      says: 'The publishing job installs nothing that is not locked, as far as files can tell, and there is no token. The update cannot publish by itself, which is worth saying aloud; it can spoil what is built and handed on. {next} is a release of the usual way, whose content nobody can vouch for.',
    },
    {
      when: ['no loose-install'],
      says: 'A lock file makes sure that everybody installs the same version: here it is the same bad one, because the update itself was merged.',
    },
    { says: 'Nothing stops it: the job that publishes installs with scripts, or installs what nobody has locked.' },
  ],
  happened:
    'Worms that publish themselves into the packages of a stolen token were seen on npm in 2025-09 and 2025-11; code in a job that asked for the identity by itself at TanStack (npm, 2026-05-11).',
  modules: [
    {
      title: 'First signs',
      injects: [
        {
          title: 'A version by itself',
          by: 'a mail from {registry} to its owners',
          says: [
            {
              when: ['trusted', 'no loose-install'],
              says: '“{next} of {package} was published” at 08:33 UTC: that was one of you, as planned. At 09:10 UTC a user writes that it opens a connection when it is installed.',
            },
            {
              says: '“{next} of {package} was published” at 08:33 UTC. You did not plan a release this week.',
            },
          ],
          asks: [
            'What ran at 08:33? Name everything that could have published, or changed what is published.',
            'Is it one package, or is it all that the same credential publishes? (Known here: {others}.)',
          ],
          cards: ['posture', 'ledger-before', 'ledger'],
          tests: ['publish-install', 'publish-permissions', 'publish-triggers'],
          signals: ['no-tag-or-release', 'tp-lost', 'provenance-lost', 'run-mismatch', 'new-install-script'],
          shows: [
            {
              when: ['trusted', 'no loose-install', 'watched'],
              says: 'The row of {next} is proved throughout; where the registry tells of scripts, a new one is marked. A ledger cannot see into a build.',
            },
            {
              when: ['trusted', 'watched'],
              says: 'The row of {next}: trusted publishing and a valid attestation, and a run that failed before its own publishing step (`run-mismatch`), without a tag.',
            },
            {
              when: ['watched'],
              says: 'The row of {next}: no tag, and where the registry tells of scripts, a new install script. Where the ledger has a habit to compare with, it is told in private.',
            },
            { says: 'Nothing: Mintmark cannot ask {registry}.' },
          ],
          good: [
            'They stop workflows before they look for the cause.',
            'They look at every package of the same credential, and at its owners’ other packages.',
          ],
        },
        {
          title: 'The update',
          by: 'the facilitator, once somebody asks what changed',
          says: 'Since {last} there are two merges: a fix of a typo, and the update of `tidy-banner` to 3.1.5. That version was 40 minutes old when the bot proposed it. Its repository has no tag 3.1.5.',
          asks: [
            'What did your checks say of the update, and what can they not say?',
            'Who has installed it: builds, laptops, users?',
          ],
          cards: ['change'],
          tests: ['dependency-alerts', 'branch-protection'],
          shows:
            'The check run of that pull request: it says whether the change touches the publish path, and nothing about what is in the dependency. Mintmark does not judge dependencies; do not let players rely on it for that.',
          good: [
            'They see that every maintainer who pulled this morning has run the script.',
            'They revert the update, and know that this cleans no machine.',
          ],
        },
        {
          title: 'Laptops',
          by: 'a maintainer',
          says: '“I pulled at eight and ran the tests. There is a new file in my home folder, and my registry session is in it.”',
          asks: ['What do you tell this person to do, in which order?', 'Which rights did that session have?'],
          cards: [],
          tests: ['tokens-refused', 'two-factor'],
          shows:
            'Sessions on laptops are nothing that Mintmark sees. If the registry refused tokens for {package}, such a session would publish nothing.',
          good: ['Network off, credentials revoked from another machine, then set up anew. Nothing is “cleaned”.'],
        },
      ],
    },
    {
      title: 'Containment',
      injects: [
        {
          title: 'It goes on by itself',
          by: 'mails from {registry}',
          says: 'In six minutes more versions appear under the same credential or account, one after another.',
          asks: [
            'What is the first thing that you switch off?',
            'Who can revoke the credential of {package}, and how long does it take?',
          ],
          cards: ['incident', 'public'],
          tests: ['token-scope', 'leftover-token', 'owners'],
          signals: ['burst', 'new-install-script'],
          shows:
            'One incident a package. The packs say preserve, contain, revoke, in this order, and which commands cannot be undone.',
          good: [
            'Revoke first: as long as it works, every clean-up is undone.',
            'One list of packages and versions that all of them work from.',
          ],
        },
        {
          title: 'Downstream',
          by: 'an issue by maintainers of another project',
          says: '“{next} came into our build as an update of your package, and our packages are publishing themselves now. What do we do?”',
          asks: [
            'What do you answer within five minutes, before you know all?',
            'How do you warn the ones who have not noticed?',
          ],
          cards: ['public'],
          tests: ['vulnerability-reporting', 'malware-advisory'],
          signals: ['malware-advisory'],
          shows:
            'An advisory that names {next} as malware reaches other audits: theirs would name it for their own packages.',
          good: [
            'A pinned note: versions, what it does, what to revoke. Facts only, with a time of the next word.',
            'They report to the registry as malware and not as a bug.',
          ],
        },
        {
          title: 'The build machine',
          by: 'the facilitator',
          says: 'One workflow runs on a machine of your own, which keeps its folders between runs.',
          asks: ['What else has that machine run since 07:40?', 'Which caches has the bad version reached?'],
          cards: ['posture'],
          tests: ['publish-runner', 'publish-cache'],
          shows:
            'Whether the publishing job runs on a hosted runner and whether it restores caches: `publish-runner` and `publish-cache`.',
          good: ['It is set up anew; caches are deleted.'],
        },
      ],
    },
    {
      title: 'Recovery',
      injects: [
        {
          title: 'A lock that is clean',
          by: 'the facilitator',
          says: '`tidy-banner` 3.1.5 is gone from its registry. Your lock file names its hash; three open branches do, too.',
          asks: [
            'How do you make sure that no build installs it again, also from a mirror?',
            'What goes into {repair}?',
          ],
          cards: ['ledger', 'check'],
          tests: ['publish-install', 'publish-pins'],
          shows:
            'The controls on the publishing job, after the change: whether it installs without scripts and only what is locked.',
          good: [
            'The lock goes back to a version from before, by a commit that a second person reads.',
            'The publishing job installs nothing, or nothing with scripts.',
          ],
        },
        {
          title: 'How fast is too fast',
          by: 'the facilitator',
          says: 'Most such versions are found within hours. Your bot proposed it after 40 minutes.',
          asks: [
            'How many days may an update wait? Which ones may not wait?',
            'Who may merge without a second pair of eyes, and what?',
          ],
          cards: [],
          tests: ['dependency-alerts', 'branch-protection', 'publish-environment'],
          shows:
            'Whether updates are proposed and whether the branch is protected. A waiting time for updates is a setting of the bot.',
          good: [
            'A waiting time of some days, with an exception for security fixes.',
            'Publishing needs an approval that a merged update cannot give itself.',
          ],
        },
        {
          title: 'What was yours to know',
          by: 'a user',
          says: '“Why did your project install a tool with a script in a job that can publish?”',
          asks: ['What do you answer, and what do you change?'],
          cards: ['posture'],
          tests: ['publish-install', 'publish-permissions'],
          shows: 'The finding, with its date, if it was open: it was there to read before.',
          good: ['They answer it straight and name the day of the change.'],
        },
      ],
    },
  ],
  hotWash: [
    'Which update of the last month would you have stopped, and by what?',
    'What runs in the job that publishes and would not need to?',
    'Who had to revoke what, and could they?',
  ],
};
