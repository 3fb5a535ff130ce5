STOPS = []
