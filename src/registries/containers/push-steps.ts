/** What pushes images, to whichever registry the image's name tells: shared by the folders of the container registries. */
export { actions } from './push-actions.ts';
export { commands } from './push-commands.ts';
