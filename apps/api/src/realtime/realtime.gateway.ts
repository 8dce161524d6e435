import { type OnApplicationShutdown } from '@nestjs/common';
import {
  type OnGatewayConnection,
  type OnGatewayDisconnect,
  type OnGatewayInit,
  WebSocketGateway,
  WebSocketServer,
} from '@nestjs/websockets';
import { ADMIN_ROOM, userRoom } from '@orders/contracts';
import { type Server, type Socket } from 'socket.io';
import { AccessTokens } from '../auth/access-tokens';
import { type SignedInUser } from '../auth/signed-in-user';
import { LiveEvents } from './live-events';

interface SocketData {
  user: SignedInUser;
  end: NodeJS.Timeout;
}

type LiveSocket = Socket<Record<string, never>, Record<string, never>, Record<string, never>, SocketData>;

/**
 * Sockets of the console. They only listen: each joins its person's room, admins also the one of all jobs.
 * A socket without a good access token is refused, and one whose token ends is closed.
 */
@WebSocketGateway()
export class RealtimeGateway
  implements
    OnGatewayInit<Server>,
    OnGatewayConnection<LiveSocket>,
    OnGatewayDisconnect<LiveSocket>,
    OnApplicationShutdown
{
  @WebSocketServer() private readonly server!: Server;

  constructor(
    private readonly tokens: AccessTokens,
    private readonly live: LiveEvents,
  ) {}

  afterInit(server: Server): void {
    server.use((socket: LiveSocket, next) => {
      this.identify(socket).then(
        (known) => next(known ? undefined : new Error('unauthenticated')),
        () => next(new Error('storage_unavailable')),
      );
    });
    this.live.attach(server);
  }

  async handleConnection(socket: LiveSocket): Promise<void> {
    const { user } = socket.data;
    await socket.join(user.role === 'admin' ? [userRoom(user.id), ADMIN_ROOM] : userRoom(user.id));
    const left = user.expiresAt * 1000 - Date.now();
    socket.data.end = setTimeout(() => socket.disconnect(true), Math.max(left, 0));
  }

  handleDisconnect(socket: LiveSocket): void {
    clearTimeout(socket.data.end);
  }

  onApplicationShutdown(): void {
    this.server.disconnectSockets(true);
  }

  private async identify(socket: LiveSocket): Promise<boolean> {
    const token: unknown = socket.handshake.auth['token'];
    const user = typeof token === 'string' ? await this.tokens.verify(token) : undefined;
    if (!user) return false;
    socket.data.user = user;
    return true;
  }
}
