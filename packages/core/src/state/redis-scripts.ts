/** What the Redis engine runs inside Redis, each as one atomic step by Redis's own clock. */

const clock = `
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
`;

/** KEYS: bucket. ARGV: calls, span, slot width, reserve, lifetime. Gives {1, slot} or {0, wait}. The same as `takeFrom`. */
export const takeScript = `${clock}
local calls, span, width = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local current = math.floor(now / width)
local oldest = math.floor((now - span) / width)
local fields = redis.call('HGETALL', KEYS[1])
local kept, room = {}, calls - tonumber(ARGV[4])
for index = 1, #fields, 2 do
  local slot, count = tonumber(fields[index]), tonumber(fields[index + 1])
  if slot < oldest then
    redis.call('HDEL', KEYS[1], fields[index])
  elseif slot > current then
    redis.call('HDEL', KEYS[1], fields[index])
    redis.call('HINCRBY', KEYS[1], string.format('%.0f', current), count)
    table.insert(kept, {current, count})
    room = room - count
  else
    table.insert(kept, {slot, count})
    room = room - count
  end
end
if room >= 1 then
  redis.call('HINCRBY', KEYS[1], string.format('%.0f', current), 1)
  redis.call('PEXPIRE', KEYS[1], ARGV[5])
  return {1, current}
end
table.sort(kept, function(one, other) return one[1] < other[1] end)
for _, entry in ipairs(kept) do
  room = room + entry[2]
  if room >= 1 then return {0, math.max(1, (entry[1] + 1) * width + span - now)} end
end
return {0, span}
`;

/** KEYS: bucket. ARGV: slot. */
export const giveBackScript = `
local count = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
if count > 1 then redis.call('HINCRBY', KEYS[1], ARGV[1], -1) else redis.call('HDEL', KEYS[1], ARGV[1]) end
return 1
`;

/** KEYS: record, index of its space. ARGV: id, value, version, lifetime or '', condition ('any', 'absent', 'is'), expected version.
 * Run again, as it is after a connection broke before its answer came, it finds what it wrote itself. */
export const putScript = `${clock}
local version = redis.call('HGET', KEYS[1], 'version')
if version == ARGV[3] then return 1 end
if ARGV[5] == 'absent' and version then return 0 end
if ARGV[5] == 'is' and version ~= ARGV[6] then return 0 end
redis.call('HSET', KEYS[1], 'value', ARGV[2], 'version', ARGV[3])
local expiry = '+inf'
if ARGV[4] == '' then
  redis.call('PERSIST', KEYS[1])
else
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
  expiry = string.format('%.0f', now + tonumber(ARGV[4]))
end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', string.format('%.0f', now))
redis.call('ZADD', KEYS[2], expiry, ARGV[1])
return 1
`;

/** KEYS: record, index of its space. ARGV: id, expected version or ''. */
export const deleteScript = `
local version = redis.call('HGET', KEYS[1], 'version')
if not version or (ARGV[2] ~= '' and version ~= ARGV[2]) then return 0 end
redis.call('DEL', KEYS[1])
redis.call('ZREM', KEYS[2], ARGV[1])
return 1
`;
