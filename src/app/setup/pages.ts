import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';
import type { AppManifest } from './manifest.ts';

/** A page of the setup with the policy that a browser is to hold it to. */
export interface SetupPage {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

/** The page with the one button, which posts the manifest to GitHub. */
export function startPage(manifest: AppManifest, target: string): Promise<SetupPage> {
  const permissions = Object.entries(manifest.default_permissions);
  return page(
    'Register the GitHub App',
    html`
      <p>GitHub will show what the app asks for and let you change its name. It sends you back here when it is done.</p>
      <dl>
        <dt>Name</dt><dd>${manifest.name}</dd>
        <dt>Webhooks go to</dt><dd><code>${manifest.hook_attributes.url}</code></dd>
        <dt>Permissions</dt><dd>${permissions.map(([name, level]) => html`<code>${name}: ${level}</code> `)}</dd>
      </dl>
      <form method="post" action="${target}">
        <input type="hidden" name="manifest" value="${JSON.stringify(manifest)}">
        <button type="submit">Register on ${new URL(target).host}</button>
      </form>`,
    new URL(target).origin,
  );
}

/** What came of it. The terminal says more. */
export function endPage(title: string, message: string): Promise<SetupPage> {
  return page(title, html`<p>${message}</p>`, null);
}

type Markup = ReturnType<typeof html>;

async function page(title: string, content: Markup, mayPostTo: string | null): Promise<SetupPage> {
  const markup = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Mintmark</title>
<style>${raw(style)}</style>
</head>
<body><main><h1>${title}</h1>${content}</main></body>
</html>
`;
  const posting = mayPostTo ?? "'none'";
  return {
    html: markup.toString(),
    contentSecurityPolicy: `default-src 'none'; style-src 'sha256-${styleHash}'; form-action ${posting}; base-uri 'none'; frame-ancestors 'none'`,
  };
}

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 40rem; margin: 4rem auto; padding: 0 1rem; }
dt { font-weight: 600; margin-top: .75rem; }
dd { margin: 0; overflow-wrap: anywhere; }
code { font-size: .9em; margin-right: .5rem; }
button { font: inherit; font-weight: 600; padding: .5rem 1rem; margin-top: 1.5rem; border-radius: .5rem; cursor: pointer; }
`;

const styleHash = createHash('sha256').update(style).digest('base64');
