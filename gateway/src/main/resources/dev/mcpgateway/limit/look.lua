-- How full buckets are. KEYS: the buckets. ARGV: the interval of each (0: a counter).
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local levels = redis.call('MGET', unpack(KEYS))
for i = 1, #KEYS do
  local held = tonumber(levels[i] or -1)
  levels[i] = (held < 0 or tonumber(ARGV[i]) == 0) and held or math.max(held - now, 0)
end
return levels
