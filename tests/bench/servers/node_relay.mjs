// Peer: npm's Socket.IO server as its documentation shows it; no persistence.
import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
const server = new Server(http, { transports: ["websocket"] });

server.on("connection", (socket) => {
  const { room } = socket.handshake.auth;
  socket.join(room);
  socket.on("message.send", (message, ack) => {
    socket.to(room).emit("message.posted", message);
    ack({ ok: true, data: {} });
  });
});

process.stdin.on("end", () => process.exit()).resume(); // the driver is gone

http.listen({ port: 0, host: "127.0.0.1", backlog: 4096 }, () => console.log(http.address().port));
