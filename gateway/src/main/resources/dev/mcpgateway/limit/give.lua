-- Gives back what was taken in advance and not spent. KEYS: one bucket. ARGV: its interval (0: a counter), units.
local held = redis.call('GET', KEYS[1])
if not held then
  return 0
end
local interval, units = tonumber(ARGV[1]), tonumber(ARGV[2])
if interval == 0 then
  return redis.call('DECRBY', KEYS[1], math.min(units, tonumber(held)))
end
local time = redis.call('TIME')
local level = tonumber(held) - units * interval - (time[1] * 1000000 + time[2])
if level <= 0 then
  return redis.call('DEL', KEYS[1])
end
redis.call('SET', KEYS[1], string.format('%.0f', tonumber(held) - units * interval), 'PX', math.ceil(level / 1000))
return 1
