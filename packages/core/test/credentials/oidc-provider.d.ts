declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  /** The part of the real authorization server that the tests start; the package brings no types. */
  export class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>);
    callback(): RequestListener;
  }
}
