/** Whatever answers requests as the global fetch does. */
export type Transport = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
