import { html } from 'hono/html';
import { registryOf } from '../../registries/index.ts';
import type { Installation } from '../../store/store.ts';
import type { RegistryId } from '../../types/registry-id.ts';
import { code, grouped, many, outside, sentence, table } from '../layout/index.ts';
import type { Html, Service } from '../page.ts';
import type { BlindSpot, Unsettled } from './blind-spots.ts';

/** What Mintmark cannot see, and what would show it. */
export function unseenView(
  installation: Installation,
  service: Pick<Service, 'github' | 'isWatching'>,
  unseen: {
    readonly spots: readonly BlindSpot[];
    readonly unsettled: readonly Unsettled[];
    /** Those that packages of the organisation are published to. */
    readonly registries: readonly RegistryId[];
  },
): Html {
  const parts = [
    ...registriesView(unseen.registries, service.isWatching),
    ...spotsView(unseen.spots, installation, service.github),
    ...unsettledView(unseen.unsettled),
  ];
  return parts.length === 0
    ? html`<p>Every control could be judged, and no permission is missing.</p>`
    : html`${parts}`;
}

function registriesView(published: readonly RegistryId[], isWatching: boolean): readonly Html[] {
  if (!isWatching)
    return [
      html`<p class="note warn">Registries are not asked: this process serves with <code>--offline</code>. What a registry tells of releases, owners and publishers is not known.</p>`,
    ];
  const silent = published.map(registryOf).filter(({ client }) => client === undefined);
  if (silent.length === 0) return [];
  return [
    html`<p class="note">Mintmark has no way to ask ${silent.map(({ title }) => title).join(', ')}: what is published there is judged by the repository and by GitHub alone.</p>`,
  ];
}

function spotsView(spots: readonly BlindSpot[], installation: Installation, github: string): readonly Html[] {
  if (spots.length === 0) return [];
  return [
    table({
      caption: 'Permissions that the installation lacks',
      columns: [
        { title: 'Missing permission' },
        { title: 'What stays unknown or undone', isPlain: true },
        { title: 'Controls not judged' },
        { title: 'Repositories', isNumber: true },
      ],
      rows: spots.map(({ permission, lost, controls, repositories }) => [
        code(permission),
        html`${lost.map((each, index) => html`${index === 0 ? '' : ' '}${sentence(each)}`)}`,
        controls.length === 0
          ? null
          : html`${controls.map((id, index) => html`${index === 0 ? '' : ', '}${code(id)}`)}`,
        repositories === 0 ? null : grouped(repositories),
      ]),
    }),
    html`<p class="small">The app's owner adds a permission in the settings of the app; then whoever owns ${installation.account} accepts it on ${outside(installationAddress(installation, github), "the installation's page")}. <code>mintmark permissions</code> lists all of them.</p>`,
  ];
}

function installationAddress({ id, account, accountType }: Installation, github: string): string {
  return accountType === 'Organization'
    ? `${github}/organizations/${encodeURIComponent(account)}/settings/installations/${id}`
    : `${github}/settings/installations/${id}`;
}

function unsettledView(unsettled: readonly Unsettled[]): readonly Html[] {
  if (unsettled.length === 0) return [];
  return [
    html`<details><summary>${many(unsettled.length, 'control')} could not be judged somewhere for other reasons</summary>
<p class="quiet small">The page of each repository says what would settle it there.</p>
${table({
  caption: 'Controls that could not be judged',
  look: 'narrow',
  columns: [{ title: 'Control' }, { title: 'Repositories', isNumber: true }],
  rows: unsettled.map(({ control, title, repositories }) => [html`${title} ${code(control)}`, grouped(repositories)]),
})}</details>`,
  ];
}
