-- All limits of one call, all or nothing. A bucket is one number: the moment at which it is full again (GCRA), in
-- microseconds of this server's clock, so the gateways' clocks do not matter.
-- KEYS: the buckets. ARGV: interval and depth of each. Answers {0, 0}, or {which one is over, microseconds to wait}.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local held = redis.call('MGET', unpack(KEYS))
local full = {}
for i = 1, #KEYS do
  local interval, depth = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  local at = math.max(tonumber(held[i] or now), now) + interval
  if at - now > depth then
    return {i, at - now - depth}
  end
  full[i] = at
end
for i = 1, #KEYS do
  redis.call('SET', KEYS[i], string.format('%.0f', full[i]), 'PX', math.ceil((full[i] - now) / 1000))
end
return {0, 0}
