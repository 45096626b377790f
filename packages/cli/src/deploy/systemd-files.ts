import { jsonText } from '../json-text.ts';
import { clientEntry, type DeployedFile, type DeployPlan } from './deploy-plan.ts';

/** A socket, and a service that systemd starts for each connection to it with the connection as standard input and output. */
export function systemdFiles(plan: DeployPlan): DeployedFile[] {
  const { name } = plan;
  const args = ['-', `UNIX-CONNECT:/run/bizmcp/${plan.server.name}.sock`];
  return [
    { path: `${name}.socket`, text: socketUnit(plan) },
    { path: `${name}@.service`, text: serviceUnit(plan) },
    { path: 'settings.json', text: settingsFile(plan), isPrivate: true },
    clientEntry(plan, { command: 'socat', args }, false),
  ];
}

function socketUnit({ server, name }: DeployPlan): string {
  return `# A connection is one session of a client: systemd starts ${name}@.service for it.
# Whoever is in the group may connect, and has the rights that policy and role give to the user "${name}".
[Unit]
Description=${server.title} for MCP clients of this machine

[Socket]
ListenStream=/run/bizmcp/${server.name}.sock
Accept=yes
SocketMode=0660
SocketGroup=bizmcp
RemoveOnStop=yes
MaxConnections=32
TriggerLimitIntervalSec=10s
TriggerLimitBurst=50

[Install]
WantedBy=sockets.target
`;
}

function serviceUnit(plan: DeployPlan): string {
  const { server, name } = plan;
  return `# Install, as root, with Node.js 22.18 or newer as /usr/bin/node:
#   npm install --ignore-scripts --prefix /opt/bizmcp ${server.package}@${server.version}
#   groupadd --system bizmcp && usermod -aG bizmcp <each user>
#   install -D -m 600 settings.json /etc/bizmcp/${server.name}.json   # then write the values into it
#   install -m 644 ${name}.socket ${name}@.service /etc/systemd/system/
#   systemctl daemon-reload && systemctl enable --now ${name}.socket
# A policy is read from /etc/bizmcp/policy.yaml, where there is one.${loginNote(plan)}
[Unit]
Description=${server.title} for one MCP client
CollectMode=inactive-or-failed

[Service]
Type=exec
ExecStart=/usr/bin/node /opt/bizmcp/node_modules/${server.package}/dist/index.js --config %d/settings.json
StandardInput=socket
StandardOutput=socket
StandardError=journal
# The settings, secrets among them, are handed over by systemd: the server's user can not read the file itself.
# LoadCredentialEncrypted= takes one that \`systemd-creds encrypt\` has made.
LoadCredential=settings.json:/etc/bizmcp/${server.name}.json
Environment=NODE_ENV=production HOME=%S/${name} BIZMCP_HOME=%S/${name} XDG_CONFIG_HOME=/etc
# The threads in which V8 compiles share one pool of memory: a server that runs for long stays a fifth smaller.
Environment=MALLOC_ARENA_MAX=1

# One user for all sessions, so that they share limits, approvals and the audit trail.
DynamicUser=yes
User=${name}
StateDirectory=${name}
StateDirectoryMode=0700
UMask=0077
${hardening}
`;
}

const hardening = `NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes
PrivateDevices=yes
PrivateUsers=yes
PrivateIPC=yes
ProtectClock=yes
ProtectControlGroups=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectProc=invisible
ProcSubset=pid
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
RemoveIPC=yes
KeyringMode=private
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged @resources
SystemCallErrorNumber=EPERM
# Not MemoryDenyWriteExecute: the engine of Node.js compiles while it runs.
MemoryMax=512M
TasksMax=64
LimitNOFILE=4096
TimeoutStopSec=5s`;

function loginNote({ server, name, hasLogin }: DeployPlan): string {
  if (!hasLogin) return '';
  return `
# Access comes from a login. Once, on a machine with a browser or with its port forwarded, as the same user and state folder:
#   systemd-run --pty -p DynamicUser=yes -p User=${name} -p StateDirectory=${name} -p Environment=BIZMCP_HOME=/var/lib/${name} \\
#     -p LoadCredential=settings.json:/etc/bizmcp/${server.name}.json -p Environment=HOME=/var/lib/${name} \\
#     sh -c 'exec node /opt/bizmcp/node_modules/${server.package}/dist/index.js --login --config $CREDENTIALS_DIRECTORY/settings.json'`;
}

/** What is empty counts as not set. */
function settingsFile({ secrets, plain }: DeployPlan): string {
  const settings = Object.fromEntries([...secrets, ...plain].map(({ name, fallback }) => [name, fallback ?? '']));
  return jsonText({ settings });
}
