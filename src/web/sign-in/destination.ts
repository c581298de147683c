/** Where somebody goes after signing in: a path of our own with its query, and `/` for whatever is not surely one. */
export function destination(asked: string | null): string {
  if (asked === null || !path.test(asked)) return '/';
  const url = URL.parse(asked, nowhere);
  // A browser takes `//host` for another host, also where it comes of dots that are left out
  if (url === null || url.origin !== nowhere || url.pathname.startsWith('//') || doors.test(url.pathname)) return '/';
  return url.pathname + url.search;
}

/** Printable ASCII without a backslash, which browsers take for a slash; they leave out tabs and line breaks. */
const path = /^\/(?!\/)[!-[\]-~]{0,1500}$/;

const nowhere = 'http://mintmark.invalid';

/** Pages that only make sense on the way. */
const doors = /^\/sign-(?:in|out)(?:\/|$)/;
