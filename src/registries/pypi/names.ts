/** The form by which PyPI compares names (the specification for name normalisation): `Foo.Bar_x` is `foo-bar-x`. */
export function normaliseName(name: string): string {
  return name.replace(/[-_.]+/g, '-').toLowerCase();
}

/** Whether PyPI would take the name: letters, digits and `-_.`, these not at either end. */
export function isProjectName(name: string): boolean {
  return name.length <= 200 && /^[a-z0-9._-]+$/i.test(name) && !/^[._-]|[._-]$/.test(name);
}
