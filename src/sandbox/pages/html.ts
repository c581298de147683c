import { html } from 'hono/html';

export { html, raw } from 'hono/html';

/** Markup in which everything that came from outside is escaped already. */
export type Html = ReturnType<typeof html>;
