import type { SandboxDeployment, SandboxRepository } from '../state.ts';
import { type Html, html } from './html.ts';
import { conclusionIcon } from './icons.ts';
import { markdown } from './markdown.ts';

/** Deployments that asked at the protection rule, newest first, each with what the app said; nothing where there is none. */
export function deployments(repository: SandboxRepository): Html {
  const all = [...repository.deployments.values()].toReversed();
  if (all.length === 0) return html``;
  return html`<h2>Deployments</h2>
<ul class="box list">
${all.map(
  (
    made,
  ) => html`<li>${conclusionIcon(icons[made.state])} <strong>${made.ref}</strong> to <strong>${made.environment}</strong> <span class="quiet">${words[made.state]}, run ${made.run}, commit <code>${made.commit.slice(0, 7)}</code></span>
${made.comments.map((comment) => html`<div class="markdown">${markdown(comment)}</div>`)}</li>`,
)}
</ul>`;
}

const icons: Readonly<Record<SandboxDeployment['state'], string | null>> = {
  waiting: null,
  approved: 'success',
  rejected: 'failure',
};

const words: Readonly<Record<SandboxDeployment['state'], string>> = {
  waiting: 'waiting for Mintmark',
  approved: 'approved by Mintmark',
  rejected: 'rejected by Mintmark',
};
