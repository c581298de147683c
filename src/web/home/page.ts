import { html } from 'hono/html';
import { publishedHow } from '../../types/posture.ts';
import { bar, empty, grouped, howKey, many, outside, section, table } from '../layout/index.ts';
import { sum } from '../organisation/published-view.ts';
import { addresses, type Html, type PageContent, type PageRequest, type Service } from '../page.ts';
import { type HomeRow, mostRows, readRows } from './rows.ts';

/** `/` for those who have signed in: the installations that they may see. */
export async function homePage({ sight, store, service }: PageRequest): Promise<PageContent> {
  const installations = await sight.installations();
  const rows = await readRows(store, installations);
  return {
    title: 'Mintmark',
    crumbs: [],
    content: html`<div class="head"><h1>Your installations</h1>
<p class="lede">What you may see is what GitHub lets you see: each repository is asked for in your name.</p></div>
${
  rows.length === 0
    ? none(service)
    : html`${list(rows)}${installations.length > mostRows ? html`<p class="quiet">The first ${mostRows} of ${grouped(installations.length)}; every other one is at its own address, <code>/o/ACCOUNT</code>.</p>` : ''}
<p class="small after">${outside(installAddress(service), 'Install on another account')}</p>`
}`,
  };
}

/** `/` for those who have not. */
export function welcomePage(): PageContent {
  return {
    title: 'Mintmark',
    crumbs: [],
    content: html`<div class="head welcome"><h1>How does your project publish, and who else could?</h1>
<p>Mintmark reads the workflows, settings and releases of a repository and draws the way each package takes to its registry, with the credential that opens the door. It judges that way by what the registry offers, and says what to do next, in pull requests where an edit will do. It follows releases, and tells the maintainers in private when one did not come from where it should.</p>
<p><a class="button main" href="/sign-in?to=%2F">Sign in with GitHub</a></p>
<p class="quiet small">You see what GitHub lets you see, and nothing else. Mintmark asks with your sign-in what you may see, and writes nothing in your name.</p></div>`,
  };
}

function none(service: Service): Html {
  return html`${section(
    'none',
    'Nothing here yet',
    empty(
      'Mintmark is installed on no account whose repositories you may see.',
      html`${outside(installAddress(service), 'Install it on an account of yours')}, or ask an owner of the organisation to do it. The first audit begins at once, and this page shows how far it has come.`,
    ),
  )}`;
}

function installAddress({ github, slug }: Service): string {
  return `${github}/apps/${encodeURIComponent(slug)}/installations/new`;
}

function list(rows: readonly HomeRow[]): Html {
  const shown = publishedHow.filter((how) => rows.some(({ packages }) => packages[how] > 0));
  return html`${table({
    caption: 'Installations',
    look: 'shares',
    columns: [
      { title: 'Account' },
      { title: 'Repositories', isNumber: true },
      { title: 'Packages', isNumber: true },
      { title: 'How they are published', isPlain: true },
      { title: 'High or critical', isNumber: true },
      { title: 'All findings', isNumber: true },
    ],
    rows: rows.map(({ account, suspended, repositories, packages, findings, isBeingAudited }) => [
      html`<a href="${addresses.organisation(account)}">${account}</a>${suspended ? html` <span class="tag">suspended</span>` : isBeingAudited ? html` <span class="tag">audit under way</span>` : ''}`,
      grouped(repositories),
      grouped(sum(packages)),
      sum(packages) === 0
        ? html`<span class="quiet">nothing published that is known</span>`
        : html`${bar(publishedHow.map((how) => ({ kind: how, amount: packages[how] })))}<span class="quiet small">${grouped(packages.trusted)} of ${many(sum(packages), 'package')} trusted</span>`,
      findings.grave === 0
        ? html`<span class="zero">0</span>`
        : html`<strong class="s-high">${grouped(findings.grave)}</strong>`,
      grouped(findings.all),
    ]),
  })}
${shown.length === 0 ? '' : howKey(shown)}`;
}
