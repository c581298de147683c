/** The report does not say which commit of which repository it is about, so nothing can be stated of one. */
export class NoSubject extends Error {
  override readonly name = 'NoSubject';

  constructor() {
    super(
      'a statement is about a commit of a repository on GitHub, and this folder does not tell which it holds: it needs a checkout of git with a commit and a remote `origin` on GitHub',
    );
  }
}
