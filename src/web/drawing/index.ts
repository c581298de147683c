export { mapList } from './map-list.ts';
export { mapPicture } from './map-picture.ts';
export { rankShape, rankWords, timelineForms, timelinePicture } from './timeline-picture.ts';
