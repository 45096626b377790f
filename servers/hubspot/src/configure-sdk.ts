import type { Upstream } from '@bizmcp/core';

/** As much of a request as every generated package of the SDK has in common. */
interface SdkRequest {
  getUrl(): string;
  getHttpMethod(): string;
  getHeaders(): Record<string, string>;
  getBody(): unknown;
}

interface SdkBody {
  text(): Promise<string>;
  binary(): Promise<Buffer>;
}

/** As much of a generated package as is needed to set it up; each package has classes of its own with these shapes. */
interface SdkPackage<Configuration, Library, Server, Response> {
  createConfiguration(parameters: { baseServer: Server; httpApi: Library }): Configuration;
  wrapHttpLibrary(library: { send(request: SdkRequest): Promise<Response> }): Library;
  ResponseContext: new (status: number, headers: Record<string, string>, body: SdkBody) => Response;
  ServerConfiguration: new (url: string, variables: Record<string, string>) => Server;
}

/** Sets up a generated package so that its requests go through our upstream and nothing of its own retries or limits them. */
export function configureSdk<Configuration, Library, Server, Response>(
  sdk: SdkPackage<Configuration, Library, Server, Response>,
  upstream: Upstream,
  baseUrl: string,
): Configuration {
  const httpApi = sdk.wrapHttpLibrary({
    async send(request) {
      const { status, headers, text } = await exchange(upstream, request);
      const body = { text: async () => text, binary: async () => Buffer.from(text) };
      return new sdk.ResponseContext(status, headers, body);
    },
  });
  return sdk.createConfiguration({ baseServer: new sdk.ServerConfiguration(baseUrl, {}), httpApi });
}

async function exchange(upstream: Upstream, request: SdkRequest) {
  const body = request.getBody();
  const response = await upstream.fetch(request.getUrl(), {
    method: request.getHttpMethod(),
    headers: request.getHeaders(),
    ...(typeof body === 'string' && { body }),
  });
  const text = await response.text();
  // The SDK would take an answer of any text type for the result.
  const headers = { ...Object.fromEntries(response.headers), 'content-type': 'application/json' };
  return { status: response.status, headers, text };
}
