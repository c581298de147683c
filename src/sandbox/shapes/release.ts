import type { SandboxRelease, SandboxRepository } from '../state.ts';
import type { World } from '../world.ts';
import { nodeId } from './node-id.ts';
import { apiUrl, htmlUrl } from './repository.ts';
import type { Release } from './types.ts';
import { simpleUser } from './user.ts';

export function release(world: World, repository: SandboxRepository, made: SandboxRelease): Release {
  const api = apiUrl(world, repository);
  const html = htmlUrl(world, repository);
  const url = `${api}/releases/${made.id}`;
  return {
    id: made.id,
    node_id: nodeId('RE', made.id),
    url,
    html_url: `${html}/releases/tag/${made.tag}`,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    tarball_url: `${api}/tarball/${made.tag}`,
    zipball_url: `${api}/zipball/${made.tag}`,
    tag_name: made.tag,
    target_commitish: repository.defaultBranch,
    name: made.name,
    body: null,
    draft: made.draft,
    prerelease: made.prerelease,
    immutable: made.immutable,
    created_at: made.publishedAt,
    updated_at: made.publishedAt,
    published_at: made.draft ? null : made.publishedAt,
    author: simpleUser(world, made.author),
    assets: made.assets.map((asset) => ({
      id: asset.id,
      node_id: nodeId('RA', asset.id),
      url: `${api}/releases/assets/${asset.id}`,
      browser_download_url: `${html}/releases/download/${made.tag}/${encodeURIComponent(asset.name)}`,
      name: asset.name,
      label: null,
      state: 'uploaded',
      content_type: 'application/octet-stream',
      size: asset.size,
      digest: asset.digest,
      download_count: 0,
      created_at: made.publishedAt,
      updated_at: made.publishedAt,
      uploader: simpleUser(world, asset.uploader),
    })),
  };
}
