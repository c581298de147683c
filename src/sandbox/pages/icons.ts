import { type Html, html } from './html.ts';

/** How far a check has come, as a picture and in a word. */
export function conclusionIcon(conclusion: string | null): Html {
  const { tone, word, shape } = looks[conclusion ?? 'pending'] ?? looks['neutral'] ?? pending;
  return html`<svg class="icon ${tone}" viewBox="0 0 16 16" width="16" height="16" role="img" aria-label="${word}">${shape}</svg>`;
}

export function conclusionTone(conclusion: string | null): string {
  return (looks[conclusion ?? 'pending'] ?? pending).tone;
}

interface Look {
  readonly tone: 'good' | 'bad' | 'quiet' | 'busy';
  readonly word: string;
  readonly shape: Html;
}

const disc = html`<circle cx="8" cy="8" r="7.5" fill="currentColor"/>`;
const tick = html`${disc}<path d="M4.6 8.4l2.2 2.2 4.6-4.8" class="cut"/>`;
const cross = html`${disc}<path d="M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2" class="cut"/>`;
const square = html`<rect x="2.5" y="2.5" width="11" height="11" rx="2.5" fill="currentColor"/>`;
const bar = html`${disc}<path d="M4.8 8h6.4" class="cut"/>`;

const pending: Look = {
  tone: 'busy',
  word: 'in progress',
  shape: html`<circle cx="8" cy="8" r="4" fill="currentColor"/>`,
};

const looks: Readonly<Record<string, Look>> = {
  success: { tone: 'good', word: 'success', shape: tick },
  failure: { tone: 'bad', word: 'failure', shape: cross },
  neutral: { tone: 'quiet', word: 'neutral', shape: square },
  skipped: { tone: 'quiet', word: 'skipped', shape: bar },
  pending,
};
