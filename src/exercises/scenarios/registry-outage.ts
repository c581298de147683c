import type { ExerciseScenario } from '../scenario.ts';

/** Nobody attacks. What goes wrong is what people do to get a release out. */
export const registryOutage: ExerciseScenario = {
  id: 'registry-outage',
  title: 'A registry outage on release day',
  cover: 'Release day',
  about: 'The registry does not answer while an urgent release has to go out, and every short cut is at hand.',
  objectives: [
    'Tell an outage from an attack, and say which it is.',
    'Hold on to the usual way of releasing while everybody wants another one.',
    'Know when a release is really out, and finish what was left half done.',
  ],
  prefers: [['trusted', 'watched', 'tagged'], ['trusted', 'watched'], ['watched', 'no hand'], ['watched'], []],
  situation: [
    '{package} is published to {registry} {way}; its newest release is {last}.',
    'Today at 15:00 UTC you and two other projects publish the fix of a vulnerability together. The advisory goes public at the same time. Yours is {next}.',
  ],
  truth: [
    '{registry} answers with errors from 14:50 to 16:35 UTC. It is no attack, and nothing of yours is wrong.',
    'The danger is the improvisation: a token made in a hurry, a release from a laptop, a workflow that is changed under pressure, a version number that is used twice.',
  ],
  stops:
    'There is no attacker to stop. Some players will look for one for half an hour: let them for five minutes, then hand out the card of the check run.',
  happened: 'Modelled on no single case: every registry has such afternoons.',
  modules: [
    {
      title: 'First signs',
      injects: [
        {
          title: 'It fails',
          by: 'the run of the release',
          says: [
            {
              when: ['hand'],
              says: '14:58 UTC. The maintainer publishes {next}; the command ends with an error of the server, after it has uploaded for a while.',
            },
            {
              says: '14:58 UTC. The tag of {next} is pushed, {workflow} runs, and its last step ends with an error of the server, after it has uploaded for a while.',
            },
          ],
          asks: [
            'Is it you, is it them, or is it an attack? Where do you look?',
            'Is {next} out or not? What would you do if half of it is?',
          ],
          cards: ['posture', 'ledger-before', 'check'],
          tests: ['release-source', 'publish-environment'],
          shows: [
            {
              when: ['watched'],
              says: 'Nothing red: where {registry} does not answer, Mintmark says that it could not ask, and leaves the last word standing. No alarm rings for what cannot be read.',
            },
            { says: 'Nothing changes: Mintmark cannot ask this registry in any case.' },
          ],
          good: [
            'They look at the status page of {registry} before they look at their own code.',
            'They do not take missing data for a bad sign or for a good one.',
            'Nobody runs the release again before it is known what arrived.',
          ],
        },
        {
          title: 'Others are out',
          by: 'a message of a partner project',
          says: '“We are published since 14:40, the advisory goes public in two minutes as agreed. Are you there?” You are not.',
          asks: [
            'Do you ask to move the time? Who may decide that for you?',
            'What do you tell users who read the advisory and find no fix?',
          ],
          cards: [],
          tests: ['vulnerability-reporting'],
          shows: 'Nothing: this is for people.',
          good: [
            'They ask for a delay at once and in the channel that was agreed, with a reason and a next word.',
            'A way around the problem is published where no release is needed for it.',
          ],
        },
        {
          title: 'A helpful stranger',
          by: 'a direct message',
          says: 'Somebody who says they work at {registry} offers to publish {next} for you by hand, “the storage is fine, only the front is down”. They need your package file and a token.',
          asks: ['What do you answer?', 'How would you check who it is?'],
          cards: [],
          tests: ['two-factor', 'tokens-refused'],
          shows: 'Nothing. An outage is also the best hour for phishing.',
          good: [
            'No token leaves the house, whoever asks.',
            'They write to the support of {registry} by its own page.',
          ],
        },
      ],
    },
    {
      title: 'Pressure',
      injects: [
        {
          title: 'A short cut',
          by: 'a maintainer, in good faith',
          says: [
            {
              when: ['trusted'],
              says: '“Only the exchange of identities seems to be down. I still have rights on {registry}: I make a token, put it into the workflow, and we are out in two minutes.”',
            },
            {
              when: ['token'],
              says: '“The workflow hangs, but I can reach a mirror of the upload from here. I take {credential} out of the settings and publish from my laptop.”',
            },
            { says: '“I can publish it from another machine, with the account of my employer.”' },
          ],
          asks: [
            'Do you allow it? What would it cost tomorrow?',
            'What would users and tools see of a release that came another way than all before?',
          ],
          cards: ['posture'],
          tests: ['trusted-publishing', 'leftover-token', 'tokens-refused', 'token-scope'],
          signals: ['tp-lost', 'provenance-lost', 'unusual-publisher'],
          shows: [
            {
              when: ['trusted', 'watched'],
              says: 'If they do it: `tp-lost`, critical, a release by an account after releases by trusted publishing. Your own short cut looks like a theft, to Mintmark and to users who verify.',
            },
            { says: 'The check run of the change that adds a secret to the publishing step says what it makes worse.' },
          ],
          good: [
            'They decline, with a reason, and offer something to do.',
            'If they decide for it after all, it is said aloud, written into the policy file with an end, and undone the same day.',
          ],
        },
        {
          title: 'Is it an attack after all',
          by: 'a post',
          says: 'Somebody claims that {registry} was breached and that “all packages of today” are bad. The status page says “degraded”.',
          asks: [
            'What do you know for yourselves, and from where?',
            'Does it change what you do in the next ten minutes?',
          ],
          cards: ['ledger-before'],
          tests: ['provenance', 'signed-releases'],
          shows:
            'The ledger as it was at the last look, with the time of that look. It claims nothing about the time since.',
          good: [
            'They separate what they have seen from what was posted.',
            'Digests of their own releases, kept outside of the registry, would answer it: do they have them?',
          ],
        },
        {
          title: 'The clock',
          by: 'the facilitator',
          says: '16:00 UTC. The advisory is public. The person who started the release goes home in ten minutes, and is the only one who may approve it.',
          asks: ['Who can approve and release after 16:10?', 'What has to be written down before that person leaves?'],
          cards: ['posture'],
          tests: ['owners', 'publish-environment'],
          shows: [
            { when: ['lone-owner'], says: 'The control `owners` fails here: a single owner on {registry}.' },
            { says: 'Owners and reviewers, as far as registry and GitHub show them.' },
          ],
          good: ['A second person has the right and knows how. If not, it is the first item of the table.'],
        },
      ],
    },
    {
      title: 'Catching up',
      injects: [
        {
          title: 'It answers again',
          by: 'the status page',
          says: '16:35 UTC. {registry} answers again. Three of you want to press the button.',
          asks: [
            'Is {next} there, whole, half, or not at all? How do you find out before anybody publishes again?',
            'Same number or a new one?',
          ],
          cards: ['ledger', 'after', 'check'],
          tests: ['release-source', 'tag-protection', 'immutable-releases'],
          signals: ['late-file', 'provenance-partial'],
          shows: [
            {
              when: ['watched'],
              says: 'The watch catches up by itself: the row of {next} appears with its tag, its run and its proof, and nothing rings.',
            },
            { says: 'Nothing: look at the page of the package.' },
          ],
          good: [
            'One person presses, one person watches.',
            'They run the same job for the same tag again; a number that arrived in part is not used again.',
          ],
        },
        {
          title: 'Loose ends',
          by: 'the facilitator',
          says: 'It is out. Behind you lie: a failed run, a secret that somebody may have added, a branch with a changed workflow, users who waited for two hours.',
          asks: [
            'What has to be undone today? Who checks that it is?',
            'What do you tell users, and was anything at risk?',
          ],
          cards: ['check'],
          tests: ['leftover-token', 'publish-environment'],
          shows: 'The audit after the next push: a token that was left behind comes up as a finding.',
          good: ['Token revoked at the registry and deleted at GitHub, branch deleted, policy entry ended.'],
        },
        {
          title: 'The next release day',
          by: 'the facilitator',
          says: 'You write down how it is done next time.',
          asks: [
            'How long do you wait before you move a coordinated date?',
            'Which release could you not make at all without {registry}, and does it matter?',
          ],
          cards: [],
          tests: ['vulnerability-reporting'],
          shows: 'Nothing: this is for people.',
          good: ['A plan of half a page: who decides, how long to wait, what is never done.'],
        },
      ],
    },
  ],
  hotWash: [
    'How long did you look for an attacker, and what ended it?',
    'Which short cut was the most tempting, and who said no?',
    'Would you have noticed a real attack during the outage?',
  ],
};
