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

/** Sessions and accounts of open sockets are looked at this often. */
const RECHECK_MS = 5_000;
/** Sockets only listen. What sends more than this in a window is no console. */
const MAX_MESSAGES = 20;
const MESSAGE_WINDOW_MS = 10_000;

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
  private recheck: NodeJS.Timeout | undefined;

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
    this.recheck = setInterval(() => void this.closeEnded(), RECHECK_MS);
  }

  async handleConnection(socket: LiveSocket): Promise<void> {
    const { user } = socket.data;
    limitMessages(socket);
    await socket.join(user.role === 'admin' ? [userRoom(user.id), ADMIN_ROOM] : userRoom(user.id));
    const left = user.expiresAt * 1000 - Date.now();
    socket.data.end = setTimeout(() => socket.disconnect(true), Math.max(left, 0));
  }

  handleDisconnect(socket: LiveSocket): void {
    clearTimeout(socket.data.end);
  }

  onApplicationShutdown(): void {
    clearInterval(this.recheck);
    this.server.disconnectSockets(true);
  }

  /** Closes sockets of this process whose session has ended, or whose person has other rights by now. */
  private async closeEnded(): Promise<void> {
    const sockets = [...this.server.sockets.sockets.values()] as LiveSocket[];
    try {
      const good = await this.tokens.stillGood(sockets.map((socket) => socket.data.user));
      for (const socket of sockets) {
        if (!good.has(socket.data.user)) socket.disconnect(true);
      }
    } catch {
      // The database is away: the next turn looks again, and no token outlives its end.
    }
  }

  private async identify(socket: LiveSocket): Promise<boolean> {
    const token: unknown = socket.handshake.auth['token'];
    const user = typeof token === 'string' ? await this.tokens.verify(token) : undefined;
    if (!user) return false;
    socket.data.user = user;
    return true;
  }
}

function limitMessages(socket: LiveSocket): void {
  let count = 0;
  let windowEnd = 0;
  socket.onAny(() => {
    const now = Date.now();
    if (now > windowEnd) {
      count = 0;
      windowEnd = now + MESSAGE_WINDOW_MS;
    }
    count++;
    if (count > MAX_MESSAGES) socket.disconnect(true);
  });
}
