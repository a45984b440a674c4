-- Gives back what was taken in advance and not spent. KEYS: the buckets. ARGV, two for each: interval (0: a counter),
-- units. Answers how many of the buckets were still there.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local there = 0
for i = 1, #KEYS do
  local held = tonumber(redis.call('GET', KEYS[i]) or nil)
  local interval, units = tonumber(ARGV[2 * i - 1]), tonumber(ARGV[2 * i])
  if held then
    there = there + 1
    local level = held - units * interval - now
    if interval == 0 then
      redis.call('DECRBY', KEYS[i], math.min(units, held))
    elseif level <= 0 then
      redis.call('DEL', KEYS[i])
    else
      redis.call('SET', KEYS[i], string.format('%.0f', now + level), 'PX', math.ceil(level / 1000))
    end
  end
end
return there
