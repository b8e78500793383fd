// Owns what is watched on every page of every test: errors, refused content, foreign requests, the HTML that was served.

/** Starts to watch a page. `problems` fills up; `served` collects each HTML answer by URL and text. */
export function watch(page, base, served) {
  const problems = [];
  page.on('pageerror', (error) => problems.push(`error in a script: ${error.message}`));
  page.on('console', (message) => {
    // A 4xx that a test asks for is logged by the browser as an error of the network: tests judge the status themselves.
    const network = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !network) problems.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${base}/`) && !/^(data|blob|about):/.test(url)) problems.push(`left the origin: ${url}`);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // Leaving a page aborts what it still loads.
    if (why !== 'net::ERR_ABORTED') problems.push(`failed: ${request.url()} ${why}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) problems.push(`${response.status()} for ${response.url()}`);
    const type = response.headers()['content-type'] ?? '';
    const isPage = response.request().isNavigationRequest() && type.startsWith('text/html');
    // A redirect has no body to read.
    if (isPage && (response.status() < 300 || response.status() >= 400)) {
      served.push(
        response.text().then(
          (text) => ({ url: response.url(), text }),
          // The page was left before its body was read: nothing to validate.
          () => null,
        ),
      );
    }
  });
  return problems;
}
