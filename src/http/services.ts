import { defaultUrl } from 'registry-url';
import type { ServiceId } from './http.ts';

/** Where one service is asked, and how it wants to be asked. */
export interface Service {
  readonly bases: Readonly<Record<string, ServiceBase>>;
  /**
   * Hosts beside those of its bases that its redirects may lead to, over https. A leading dot stands for every host below.
   * Storage that anybody can rent is not among them, whoever redirects there.
   */
  readonly furtherHosts: readonly string[];
  readonly pace: Pace;
  /** Requests in one day (UTC), at most: far above what an installation needs, so that it stops what runs away. */
  readonly mostInADay: number;
}

export interface ServiceBase {
  /** Without a slash at the end. */
  readonly address: string;
  /** Where this base has other rules than the service. */
  readonly pace?: Pace;
}

export interface Pace {
  /** Requests under way at the same time. */
  readonly atOnce: number;
  /** Milliseconds from the start of one request to the start of the next, at least. */
  readonly between: number;
}

/** Everyone who can be asked. A service that is not here (images, editor extensions) has no client yet. */
export const services: Readonly<Partial<Record<ServiceId, Service>>> = {
  npm: {
    bases: {
      main: { address: withoutSlash(defaultUrl) },
      replicate: { address: `https://replicate.${'npmjs.com'}/registry` },
    },
    furtherHosts: ['.npmjs.org', '.npmjs.com'],
    // No rate is published; the acceptable use of 5 million requests a month is about two a second, day and night.
    pace: { atOnce: 6, between: 50 },
    mostInADay: 100_000,
  },
  pypi: {
    bases: { main: { address: 'https://pypi.org' } },
    furtherHosts: ['files.pythonhosted.org'],
    // docs.pypi.org/api: no limit at the edge, but no thousands of requests within minutes.
    pace: { atOnce: 4, between: 100 },
    mostInADay: 50_000,
  },
  'crates.io': {
    bases: {
      main: { address: 'https://crates.io' },
      // crates.io/data-access: the index and the files have no rate limit.
      index: { address: 'https://index.crates.io', pace: { atOnce: 4, between: 50 } },
      static: { address: 'https://static.crates.io', pace: { atOnce: 4, between: 50 } },
    },
    furtherHosts: [],
    // crates.io/data-access: one request a second, at most.
    pace: { atOnce: 1, between: 1000 },
    mostInADay: 40_000,
  },
  'maven-central': {
    bases: { main: { address: 'https://repo1.maven.org/maven2' } },
    furtherHosts: ['repo.maven.apache.org'],
    // central.sonatype.org/faq/429-tooling-provider: sparing use; limits by address, getting lower with time.
    pace: { atOnce: 2, between: 250 },
    mostInADay: 20_000,
  },
  packagist: {
    bases: { main: { address: 'https://packagist.org' }, repo: { address: 'https://repo.packagist.org' } },
    furtherHosts: [],
    // packagist.org/apidoc: at most ten requests at once, for all bases together.
    pace: { atOnce: 5, between: 50 },
    mostInADay: 50_000,
  },
  rubygems: {
    bases: { main: { address: 'https://rubygems.org' } },
    furtherHosts: ['index.rubygems.org'],
    // guides.rubygems.org/rubygems-org-rate-limits: ten requests a second.
    pace: { atOnce: 4, between: 110 },
    mostInADay: 50_000,
  },
  nuget: {
    bases: {
      main: { address: 'https://api.nuget.org' },
      search: { address: 'https://azuresearch-usnc.nuget.org' },
    },
    furtherHosts: ['.nuget.org'],
    // learn.microsoft.com/nuget/api/rate-limits: the resources of V3 are not limited; they are files behind a CDN.
    pace: { atOnce: 6, between: 50 },
    mostInADay: 50_000,
  },
  'pub.dev': {
    bases: { main: { address: 'https://pub.dev' } },
    furtherHosts: [],
    // No rate is published.
    pace: { atOnce: 2, between: 250 },
    mostInADay: 20_000,
  },
  jsr: {
    bases: { main: { address: 'https://jsr.io' }, api: { address: 'https://api.jsr.io' } },
    furtherHosts: [],
    // No rate is published.
    pace: { atOnce: 2, between: 250 },
    mostInADay: 20_000,
  },
  hex: {
    bases: { main: { address: 'https://hex.pm' } },
    furtherHosts: ['repo.hex.pm'],
    // Hex's API specification: 100 requests a minute and address.
    pace: { atOnce: 2, between: 600 },
    mostInADay: 40_000,
  },
  go: {
    bases: { main: { address: 'https://proxy.golang.org' }, sum: { address: 'https://sum.golang.org' } },
    furtherHosts: [],
    // No rate is published; both are caches made for many readers.
    pace: { atOnce: 4, between: 100 },
    mostInADay: 50_000,
  },
  'deps.dev': {
    bases: { main: { address: 'https://api.deps.dev' } },
    furtherHosts: [],
    // No rate is published.
    pace: { atOnce: 4, between: 100 },
    mostInADay: 50_000,
  },
  osv: {
    bases: { main: { address: 'https://api.osv.dev' } },
    furtherHosts: [],
    // No rate is published.
    pace: { atOnce: 4, between: 100 },
    mostInADay: 50_000,
  },
};

function withoutSlash(address: string): string {
  return address.endsWith('/') ? address.slice(0, -1) : address;
}
