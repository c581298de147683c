import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { answerByDashboard } from '../../src/app/dashboard-requests.ts';

const page = '<p>mint</p>'.repeat(200);

/** A server whose dashboard answers like this, and what the dashboard was asked. */
async function serving(answer: () => Response) {
  const asked: Request[] = [];
  const pages = {
    fetch: (sent: Request) => {
      asked.push(sent);
      return Promise.resolve(answer());
    },
  };
  const server = createServer((incoming, response) => {
    void answerByDashboard(incoming, response, pages, 'https://mint.test');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const html = () => new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } });

it.each([
  ['gzip, deflate, br', 'br'],
  ['GZIP;q=1.0', 'gzip'],
  ['gzip, br;q=0', 'gzip'],
  ['br;q=0.0, gzip;q=0', null],
  ['identity', null],
  ['', null],
])('what is sent is packed as it is taken: %s', async (accepted, encoding) => {
  const { url } = await serving(() => html());
  const answer = await fetch(url, { headers: { 'accept-encoding': accepted } });
  expect([answer.headers.get('content-encoding'), answer.headers.get('vary'), await answer.text()]).toEqual([
    encoding,
    'accept-encoding',
    page,
  ]);
});

it('what is small or packed already is sent as it is', async () => {
  const { url } = await serving(() => new Response('<p>', { headers: { 'content-type': 'text/html' } }));
  expect((await fetch(url)).headers.get('content-encoding')).toBe(null);
  const picture = await serving(() => new Response(page, { headers: { 'content-type': 'image/png' } }));
  expect((await fetch(picture.url)).headers.get('content-encoding')).toBe(null);
});

it('the headers alone are sent where they alone were asked for, and each cookie by itself', async () => {
  const { url, asked } = await serving(() => {
    const answer = html();
    for (const cookie of ['a=1; Path=/', 'b=2; Path=/']) answer.headers.append('set-cookie', cookie);
    return answer;
  });
  const head = await fetch(url, { method: 'HEAD' });
  expect([asked[0]?.method, head.headers.getSetCookie(), await head.text()]).toEqual([
    'HEAD',
    ['a=1; Path=/', 'b=2; Path=/'],
    '',
  ]);
});

it('the address is that of the dashboard, whatever name and path were sent', async () => {
  const { url, asked } = await serving(() => new Response('x'));
  for (const path of ['/a?b=c', '//evil.test/x', 'http://evil.test/x'])
    await new Promise<void>((resolve, reject) => {
      request(url, { path, headers: { host: 'evil.test', 'x-more': 'kept' }, agent: false }, (answer) => {
        answer.resume().on('end', resolve);
      })
        .on('error', reject)
        .end();
    });
  expect(asked.map((sent) => sent.url)).toEqual([
    'https://mint.test/a?b=c',
    'https://mint.test//evil.test/x',
    'https://mint.test/http://evil.test/x',
  ]);
  expect(asked[0]?.headers.get('x-more')).toBe('kept');
});
