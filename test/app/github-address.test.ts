import { describe, expect, it } from 'vitest';
import { githubAddress } from '../../src/app/github-address.ts';

describe('the address of a GitHub', () => {
  it.each([
    ['https://github.com', 'https://github.com', 'https://api.github.com'],
    ['https://api.github.com/', 'https://github.com', 'https://api.github.com'],
    ['https://github.example.org:8443', 'https://github.example.org:8443', 'https://github.example.org:8443/api/v3'],
    ['https://acme.ghe.com', 'https://acme.ghe.com', 'https://api.acme.ghe.com'],
    ['http://127.0.0.1:4000/', 'http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
  ])('of %s', (typed, web, api) => {
    expect(githubAddress(typed)).toEqual({ web, api });
  });

  it.each([
    ['github.example.org', '"github.example.org" is no URL: write it as https://github.example.com'],
    ['http://github.example.org', 'the URL of GitHub has to begin with https://'],
    ['ftp://127.0.0.1', 'the URL of GitHub has to begin with https://'],
    ['https://me:hunter2@github.example.org', 'the URL of GitHub must not hold a user or password'],
    ['https://github.example.org/api/v3', 'the URL of GitHub is only its base: https://github.example.org'],
    ['https://github.example.org/?a', 'the URL of GitHub is only its base: https://github.example.org'],
  ])('is not %s', (typed, problem) => {
    expect(githubAddress(typed)).toEqual({ problem });
  });
});
