import type { ScenarioPackageRelease } from '../scenario-package.ts';

/** The local registries: one server on 127.0.0.1, a folder of addresses for each service and base. */
export interface SandboxRegistries {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Base addresses by service and base, as the HTTP layer takes them: `bases.npm.main`, `bases['crates.io'].index`. */
  readonly bases: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The `trusted_root.json` of the sandbox's own Sigstore, as text. */
  trustedRoot(): Promise<string>;
  /** Every request that came in, in order. */
  readonly requests: readonly RegistryRequest[];
  /** The next `times` requests that match are answered like this. */
  fault(fault: RegistryFault): void;
  /** Publishes something that stood in no scenario. Throws where the package is not known. */
  publish(registry: string, name: string, release: ScenarioPackageRelease): void;
  /** Bundles that GitHub keeps for a file by its SHA-256, as its API has them. */
  attestationsOf(sha256: string): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

export interface RegistryRequest {
  readonly service: string;
  readonly base: string;
  readonly method: string;
  /** From the base on, with the query. */
  readonly path: string;
  readonly status: number;
  /** Milliseconds since the epoch, by the sandbox's clock. */
  readonly at: number;
}

export interface RegistryFault {
  readonly matches: (request: { readonly service: string; readonly path: string }) => boolean;
  readonly times: number;
  readonly kind:
    | { readonly type: 'status'; readonly status: number; readonly retryAfterSeconds?: number }
    /** Status 200 with this body and type, whatever was asked. */
    | { readonly type: 'body'; readonly body: string | Uint8Array; readonly contentType: string }
    /** Status 200 and bytes until the asker hangs up, or so many of them. */
    | { readonly type: 'endless'; readonly bytes: number | null }
    | { readonly type: 'redirect'; readonly to: string }
    | { readonly type: 'silent' }
    | { readonly type: 'broken' };
}
