/** For whom work is done: people wait for an answer, or nobody does (daily looks, first audits of a whole organisation). */
export type Urgency = 'person' | 'background';
