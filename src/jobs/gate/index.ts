export { answerDeployments } from './answer-deployments.ts';
export { giveUpDeployments } from './give-up-deployments.ts';
