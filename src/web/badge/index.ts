export { badgeEndpoint, badgePicture } from './badge.ts';
