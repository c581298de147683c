import type { Http, Reply, ServiceId } from './http.ts';

/**
 * The same way to the registries, where some are mirrors. What a mirror does not have the registry may have: attestations
 * and newer packages above all. So nothing is taken for absent because a mirror says so.
 */
export function throughMirrors(http: Http, isMirror: (service: ServiceId) => boolean): Http {
  return {
    async ask(question) {
      const reply = await http.ask(question);
      return isMirror(question.service) && isAbsence(reply) ? notByMirror(question.service, reply.source) : reply;
    },
  };
}

function isAbsence(reply: Reply): boolean {
  return reply.state === 'answered' && (reply.status === 404 || reply.status === 410);
}

function notByMirror(service: ServiceId, source: string): Reply {
  return {
    state: 'unavailable',
    reason: `A mirror of ${service} was asked, which does not have it; the registry itself may.`,
    source,
    until: null,
  };
}
