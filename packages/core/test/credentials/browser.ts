/** A page, as far as a test looks at it. */
interface Page {
  url: string;
  status: number;
  text: string;
}

/** A browser without a screen: cookies, redirects and forms. It goes to this machine only; `redirected` may change where to. */
export function createBrowser(redirected = (url: string) => url) {
  const cookies = new Map<string, string>();

  const visit = async (url: string, init: RequestInit = {}): Promise<Page> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(cookie && { cookie }), ...init.headers };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) return { url, status: response.status, text: await response.text() };
    await response.body?.cancel();
    return visit(redirected(new URL(location, url).href));
  };

  /** Fills the first form of a page in and sends it. */
  const submit = (page: Page, fields: Record<string, string>) => {
    const form = /<form[^>]*action="([^"]*)"/.exec(page.text)?.[1] ?? page.url;
    const hidden = page.text.matchAll(/<input[^>]*type="hidden"[^>]*name="([^"]*)"[^>]*value="([^"]*)"/g);
    const body = new URLSearchParams(fields);
    for (const [, name = '', value = ''] of hidden) body.set(name, value);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    return visit(new URL(form, page.url).href, { method: 'POST', body: body.toString(), headers });
  };

  return { visit, submit };
}
