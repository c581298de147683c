import { installationsOf } from '../accounts.ts';
import { corePermissions, fixerPermissions, subscribedEvents } from '../core-tier.ts';
import { clientIdOf } from '../http/authenticate.ts';
import type { SandboxApp, SandboxDelivery, SandboxInstallation } from '../state.ts';
import { firstDay } from '../story.ts';
import type { World } from '../world.ts';
import { nodeId } from './node-id.ts';
import type { App, ConvertedManifest, Delivery, DeliveryItem, Installation } from './types.ts';
import { simpleUser } from './user.ts';

/** Owns the apps, and does nothing. */
export const appOwner = 'mintmark-app-owner';

export function app(world: World, asked: SandboxApp = world.state.app): App {
  const { id, slug, name } = asked;
  const isFixer = id === world.state.fixer.id;
  return {
    id,
    slug,
    client_id: clientIdOf(asked),
    node_id: nodeId('A', id),
    owner: simpleUser(world, appOwner),
    name,
    description: null,
    external_url: 'https://github.com/apps',
    html_url: `${world.url}/apps/${slug}`,
    created_at: firstDay,
    updated_at: firstDay,
    permissions: { ...(isFixer ? fixerPermissions : corePermissions) },
    events: isFixer ? [] : [...subscribedEvents],
    installations_count: installationsOf(world.state, asked).size,
  };
}

export function installation(
  world: World,
  installed: SandboxInstallation,
  by: SandboxApp = world.state.app,
): Installation {
  const account = simpleUser(world, installed.account);
  return {
    id: installed.id,
    account,
    repository_selection: installed.repositories === 'all' ? 'all' : 'selected',
    access_tokens_url: `${world.url}/app/installations/${installed.id}/access_tokens`,
    repositories_url: `${world.url}/installation/repositories`,
    html_url: `${world.url}/organizations/${installed.account}/settings/installations/${installed.id}`,
    app_id: by.id,
    app_slug: by.slug,
    target_id: Number(account.id),
    target_type: account.type,
    permissions: { ...installed.permissions },
    events: [...installed.events],
    created_at: firstDay,
    updated_at: firstDay,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: installed.suspendedAt === null ? null : account,
    suspended_at: installed.suspendedAt,
  };
}

/** What the registration of an app answers, its secrets included. */
export function convertedManifest(world: World): ConvertedManifest {
  const registered = app(world);
  const { privateKey, webhookSecret, clientSecret } = world.state.app;
  return {
    ...registered,
    slug: world.state.app.slug,
    permissions: { ...corePermissions },
    client_id: clientIdOf(world.state.app),
    client_secret: clientSecret,
    webhook_secret: webhookSecret,
    pem: privateKey,
  };
}

export function deliveryItem(delivery: SandboxDelivery): DeliveryItem {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: 0.01,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installation,
    repository_id: delivery.repository,
  };
}

export function fullDelivery(world: World, delivery: SandboxDelivery): Delivery {
  return {
    ...deliveryItem(delivery),
    installation_id: delivery.installation,
    repository_id: delivery.repository,
    id: delivery.id,
    ...(world.state.app.webhookUrl === null ? {} : { url: world.state.app.webhookUrl }),
    request: {
      headers: { 'X-GitHub-Delivery': delivery.guid, 'X-GitHub-Event': delivery.event },
      payload: JSON.parse(delivery.payload) as Record<string, unknown>,
    },
    response: { headers: {}, payload: '' },
  };
}
