import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Indigestible } from '../../src/http/index.ts';
import { answer, hurried, question, useLoopback } from './loopback.ts';

const serve = useLoopback();
const impatient = { timeLimits: { headers: 150, whole: 10_000 } };
const quick = { timeLimits: { headers: 10_000, whole: 300 } };

/** Sends bytes until the asker hangs up. */
function pour(response: ServerResponse): void {
  const block = Buffer.alloc(64 * 1024, 'x');
  const more = () => {
    while (!response.destroyed && response.write(block));
  };
  response.on('drain', more);
  more();
}

describe('a body', () => {
  it.each([
    ['that never ends', (response: ServerResponse) => pour(response)],
    ['that is larger than was said', (response: ServerResponse) => answer(response, 200, {}, 'x'.repeat(1025))],
    [
      'that grows when it is unpacked',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end(gzipSync(Buffer.alloc(20 * 1024 * 1024)));
      },
    ],
  ])('%s is cut', async (_, send) => {
    const { url } = await serve((__, response) => send(response));
    expect(await hurried(url).ask(question('/a', { mostBytes: 1024 }))).toEqual({
      state: 'unavailable',
      reason: 'pypi sent more than 1024 bytes for /a.',
      source: `${url}/a`,
      until: null,
    });
  });

  it('of an answer that says when to come back is not read', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(503, { 'retry-after': '5' });
      pour(response);
    });
    expect(await hurried(url, { now: () => 0 }).ask(question('/a'))).toMatchObject({ until: 5000 });
  });

  it('is cut at 8 MiB where nothing was said, and the asker hangs up', async () => {
    const closed = Promise.withResolvers<void>();
    const { url } = await serve((_, response) => {
      response.on('close', () => closed.resolve());
      pour(response);
    });
    expect(await hurried(url).ask(question('/a'))).toMatchObject({ reason: 'pypi sent more than 8 MiB for /a.' });
    await closed.promise;
  });

  it('of the greatest size is read, and unpacked', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync('x'.repeat(1024)));
    });
    expect(await hurried(url).ask(question('/a', { mostBytes: 1024 }))).toMatchObject({ text: 'x'.repeat(1024) });
  });

  it('that is no UTF-8, or HTML, is an answer', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'x-else': 'y' });
      response.end(Buffer.from([0x3c, 0xff, 0x68, 0xc3, 0xa4]));
    });
    expect(await hurried(url).ask(question('/a'))).toMatchObject({
      status: 200,
      headers: { 'content-type': 'text/html' },
      text: '<\uFFFDhä',
    });
  });

  it('that breaks off is asked for again, and then told', async () => {
    const { url, requests } = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    expect(await hurried(url).ask(question('/a'))).toMatchObject({ reason: 'pypi broke off in the middle of /a.' });
    expect(requests).toHaveLength(3);
  });
});

describe('an answer that takes its time', () => {
  it('is not waited for: no headers', async () => {
    const { url, requests } = await serve(() => undefined);
    expect(await hurried(url, impatient).ask(question('/a'))).toMatchObject({
      reason: 'pypi did not answer within 0.15 seconds.',
    });
    expect(requests).toHaveLength(1);
  });

  it('is not waited for: a byte now and then', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    });
    expect(await hurried(url, quick).ask(question('/a'))).toMatchObject({
      reason: 'pypi did not send the whole answer within 0.3 seconds.',
    });
  });

  it('is not waited for: what is made of it', async () => {
    const { url } = await serve((_, response) => answer(response, 200, {}, 'x'));
    const distil = { name: 'never/1', distil: () => new Promise<string>(() => undefined) };
    expect(await hurried(url, quick).ask(question('/a', { distil }))).toMatchObject({ state: 'unavailable' });
  });
});

describe('a redirect', () => {
  it.each([
    [
      'http://169.254.169.254/latest/meta-data',
      'pypi redirects to a bare IP address (169.254.169.254), which is not followed.',
    ],
    ['http://127.0.0.1:9/', 'pypi redirects to a bare IP address (127.0.0.1), which is not followed.'],
    ['https://0x7f.1/', 'pypi redirects to a bare IP address (127.0.0.1), which is not followed.'],
    ['http://[::1]/', 'pypi redirects to a bare IP address ([::1]), which is not followed.'],
    ['https://10.0.0.1/', 'pypi redirects to a bare IP address (10.0.0.1), which is not followed.'],
    ['https://localhost/', 'pypi redirects to another host (localhost), which is not followed.'],
    ['https://pypi.org.example/', 'pypi redirects to another host (pypi.org.example), which is not followed.'],
    ['https://evilpypi.org/', 'pypi redirects to another host (evilpypi.org), which is not followed.'],
    ['http://pypi.org/a', 'pypi redirects to pypi.org without plain https, which is not followed.'],
    ['https://pypi.org:8443/a', 'pypi redirects to pypi.org without plain https, which is not followed.'],
    ['https://a:b@pypi.org/', 'pypi redirects to an address with credentials in it.'],
    ['file:///etc/passwd', 'pypi redirects to another host (), which is not followed.'],
    ['http://[', 'pypi redirects to what is no address.'],
  ])('to %s is not followed', async (location, reason) => {
    const { url, requests } = await serve((_, response) => answer(response, 302, { location }));
    expect(await hurried(url).ask(question('/a'))).toEqual({
      state: 'unavailable',
      reason,
      source: `${url}/a`,
      until: null,
    });
    expect(requests).toHaveLength(1);
  });

  it('within the configured origin is followed three times', async () => {
    const { url, requests } = await serve((request, response) => {
      const step = Number(request.url?.slice(1));
      if (step === 0) answer(response, 200, {}, 'there');
      else answer(response, 307, { location: `/${step - 1}` });
    });
    expect(await hurried(url).ask(question('/3'))).toMatchObject({ text: 'there', source: `${url}/3` });
    expect(await hurried(url).ask(question('/4'))).toMatchObject({ reason: 'pypi redirects more than 3 times.' });
    expect(requests).toHaveLength(8);
  });

  it('of a question with a body is not followed', async () => {
    const { url } = await serve((_, response) => answer(response, 307, { location: '/b' }));
    expect(await hurried(url).ask(question('/a', { method: 'POST', body: {} }))).toMatchObject({
      reason: 'pypi redirects a question that was sent as a body.',
    });
  });

  it('without an address is an answer', async () => {
    const { url } = await serve((_, response) => answer(response, 300, {}, 'choose'));
    expect(await hurried(url).ask(question('/a'))).toMatchObject({ status: 300, text: 'choose' });
  });
});

describe('a distiller', () => {
  const counting = {
    name: 'count/1',
    async distil(chunks: AsyncIterable<Uint8Array>) {
      let bytes = 0;
      for await (const chunk of chunks) bytes += chunk.byteLength;
      return `${bytes} bytes`;
    },
  };

  it('sees the body while it arrives, and what it makes of it is the text', async () => {
    const { url } = await serve((_, response) => answer(response, 200, {}, 'x'.repeat(300_000)));
    expect(await hurried(url).ask(question('/a', { distil: counting }))).toMatchObject({ text: '300000 bytes' });
  });

  it('is not given what is no success, nor more than was allowed', async () => {
    const { url } = await serve((request, response) =>
      request.url === '/a' ? answer(response, 404, {}, 'no') : pour(response),
    );
    expect(await hurried(url).ask(question('/a', { distil: counting }))).toMatchObject({ status: 404, text: '' });
    expect(await hurried(url).ask(question('/b', { distil: counting, mostBytes: 100_000 }))).toMatchObject({
      reason: 'pypi sent more than 100000 bytes for /b.',
    });
  });

  it('that cannot swallow the limit has no say', async () => {
    const { url } = await serve((_, response) => pour(response));
    const distil = {
      name: 'deaf/1',
      distil: (chunks: AsyncIterable<Uint8Array>) => counting.distil(chunks).catch(() => 'fine'),
    };
    expect(await hurried(url).ask(question('/a', { distil, mostBytes: 10 }))).toMatchObject({ state: 'unavailable' });
  });

  it.each([
    [
      new Indigestible('it has no versions'),
      'pypi answered /a with something else than was asked for: it has no versions.',
    ],
    [new TypeError('secret detail'), 'pypi answered /a with something else than was asked for: it could not be read.'],
  ])('that refuses leaves its reason: %s', async (error, reason) => {
    const { url, requests } = await serve((_, response) => answer(response, 200, {}, 'x'));
    const distil = { name: 'no/1', distil: () => Promise.reject(error) };
    expect(await hurried(url).ask(question('/a', { distil }))).toMatchObject({ state: 'unavailable', reason });
    expect(requests).toHaveLength(1);
  });

  it('may stop early', async () => {
    const { url } = await serve((_, response) => pour(response));
    const distil = {
      name: 'first/1',
      async distil(chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) return String.fromCharCode(chunk[0] ?? 0);
        return '';
      },
    };
    expect(await hurried(url).ask(question('/a', { distil }))).toMatchObject({ text: 'x' });
  });
});
